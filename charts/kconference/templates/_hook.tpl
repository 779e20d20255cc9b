{{/*
A hook of a CompositeController: (dict "path" "/sync/order" "timeout" "30s" "chart" .).
Version v2 lets a namespaced parent see cluster-scoped objects, and names every object by namespace and name.
*/}}
{{- define "kconference.hook" -}}
version: v2
webhook:
  url: {{ include "kconference.hooksUrl" .chart }}{{ .path }}
  timeout: {{ .timeout }}
  {{- with .chart.Values.hooks.tls.caBundle }}
  caBundle:
    inline: |
      {{- trim . | nindent 6 }}
  {{- end }}
  {{- with .chart.Values.hooks.auth }}
  {{- if .existingSecret }}
  authorization:
    secretRef:
      name: {{ .existingSecret }}
      namespace: {{ $.chart.Release.Namespace }}
      key: {{ .key }}
  {{- end }}
  {{- end }}
{{- end }}

{{/*
The hooks of the parent kind: (dict "kind" "order" "chart" .). With "customize" true they also select related objects.
Metacontroller makes that call while events wait, so the answer has to come soon.
*/}}
{{- define "kconference.hooks" -}}
sync:
  {{- include "kconference.hook" (dict "path" (print "/sync/" .kind) "timeout" "30s" "chart" .chart) | nindent 2 }}
{{- if .customize }}
customize:
  {{- include "kconference.hook" (dict "path" (print "/customize/" .kind) "timeout" "5s" "chart" .chart) | nindent 2 }}
{{- end }}
{{- end }}
