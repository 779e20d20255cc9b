{{/* The kinds and their controllers belong to the whole cluster, so there is one release, and names are the chart's own. */}}

{{- define "kconference.labels" -}}
{{ include "kconference.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "kconference.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "kconference.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "kconference.hooksUrl" -}}
{{ .Values.hooks.url | default (printf "http://%s-hooks.%s.svc" .Chart.Name .Release.Namespace) | trimSuffix "/" }}
{{- end }}

{{/* The word for PAYPAL_VERIFICATION. YAML reads a bare off as false. */}}
{{- define "kconference.paypalVerification" -}}
{{- $word := toString .Values.payments.paypalVerification | replace "false" "off" -}}
{{- if not (has $word (list "live" "sandbox" "off")) -}}
{{- fail (printf "Installing with payments.paypalVerification %q: must be \"live\", \"sandbox\", or \"off\" to believe every callback" $word) -}}
{{- end -}}
{{ $word }}
{{- end }}
