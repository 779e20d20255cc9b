{{/* The head of a role for people: (dict "name" "organizer" "to" "admin" "chart" .); "to" names the built-in role that
includes it. */}}
{{- define "kconference.roleMetadata" -}}
name: {{ .chart.Chart.Name }}-{{ .name }}
labels:
  {{- include "kconference.labels" .chart | nindent 2 }}
  app.kubernetes.io/component: roles
  {{- if and .to .chart.Values.policies.roles.aggregate }}
  rbac.authorization.k8s.io/aggregate-to-{{ .to }}: "true"
  {{- end }}
{{- end }}
