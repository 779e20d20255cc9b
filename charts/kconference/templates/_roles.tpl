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

{{/* The rules for the Events that kubectl describe shows, and for the quotas that can stop tickets. The built-in admin,
edit and view have them; a role of ours that is bound alone would not. */}}
{{- define "kconference.describeRules" -}}
- apiGroups: ["", events.k8s.io]
  resources: [events]
  verbs: [get, list, watch]
- apiGroups: [""]
  resources: [resourcequotas]
  verbs: [get, list, watch]
{{- end }}
