{{/* The ServiceAccounts of the programs. The policies recognize a program by its account, so no two share one. */}}

{{/* The name of the ServiceAccount of a component: (dict "component" "box-office" "chart" .). */}}
{{- define "kconference.accountName" -}}
{{- $values := get .chart.Values (.component | replace "box-office" "boxOffice") | default dict -}}
{{ dig "serviceAccount" "name" "" $values | default (printf "%s-%s" .chart.Chart.Name .component) }}
{{- end }}

{{/* The name by which the API server knows that account. */}}
{{- define "kconference.accountUser" -}}
{{ printf "system:serviceaccount:%s:%s" .chart.Release.Namespace (include "kconference.accountName" .) }}
{{- end }}

{{/* That account as the subject of a binding. */}}
{{- define "kconference.accountSubject" -}}
- kind: ServiceAccount
  name: {{ include "kconference.accountName" . }}
  namespace: {{ .chart.Release.Namespace }}
{{- end }}

{{/* The ServiceAccount itself, unless somebody else creates it; with optional "annotations". */}}
{{- define "kconference.serviceAccount" -}}
{{- $values := get .chart.Values (.component | replace "box-office" "boxOffice") | default dict -}}
{{- if dig "serviceAccount" "create" true $values -}}
{{- $annotations := merge (dict) (dig "serviceAccount" "annotations" dict $values) (.annotations | default dict) -}}
{{- $account := dict "component" .component "name" (include "kconference.accountName" .) "annotations" $annotations "chart" .chart -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "kconference.metadata" $account | nindent 2 }}
automountServiceAccountToken: false
{{- end }}
{{- end }}
