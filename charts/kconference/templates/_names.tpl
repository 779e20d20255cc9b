{{/* The kinds and their controllers belong to the whole cluster, so only one release can exist, and its names are those
of the chart. */}}

{{- define "kconference.labels" -}}
{{ include "kconference.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: {{ .Chart.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "kconference.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/*
The metadata of an object in the release's namespace: (dict "component" "hooks" "chart" .). With optional "name", "labels" and
"annotations"; "cluster" is true for an object of the whole cluster. Annotations of the object win over those of all objects.
*/}}
{{- define "kconference.metadata" -}}
name: {{ .name | default (printf "%s-%s" .chart.Chart.Name .component) }}
{{- if not .cluster }}
namespace: {{ .chart.Release.Namespace }}
{{- end }}
labels:
  {{- include "kconference.labels" .chart | nindent 2 }}
  {{- with .component }}
  app.kubernetes.io/component: {{ . }}
  {{- end }}
  {{- with .labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with merge (dict) (.annotations | default dict) .chart.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Selects the pods of a component: (dict "component" "hooks" "chart" .). */}}
{{- define "kconference.componentSelector" -}}
{{ include "kconference.selector" .chart }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "kconference.image" -}}
{{- with .Values.image -}}
{{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag | default $.Chart.AppVersion }}{{ end }}
{{- end -}}
{{- end }}

{{/* The URL at which Metacontroller calls the hooks, and the host of their Service. */}}
{{- define "kconference.hooksUrl" -}}
{{ .Values.hooks.url | default (include "kconference.hooksService" .) | trimSuffix "/" }}
{{- end }}

{{- define "kconference.hooksService" -}}
{{ include "kconference.hooksScheme" . }}://{{ .Chart.Name }}-hooks.{{ .Release.Namespace }}.svc
{{- end }}

{{- define "kconference.hooksScheme" -}}
{{ ternary "https" "http" (ne .Values.hooks.tls.existingSecret "") }}
{{- end }}

{{/* The value of PAYPAL_VERIFICATION. YAML reads a bare off as false. */}}
{{- define "kconference.paypalVerification" -}}
{{- $word := toString .Values.payments.paypalVerification | replace "false" "off" -}}
{{- if not (has $word (list "live" "sandbox" "off")) -}}
{{- fail (printf "Cannot install payments.paypalVerification %q: it must be \"live\", \"sandbox\", or \"off\" to believe every callback" $word) -}}
{{- end -}}
{{ $word }}
{{- end }}
