{{/* The head of a role for people: (dict "name" "organizer" "to" "admin" "chart" .); "to" names the built-in role that
includes it. */}}
{{- define "kconference.roleMetadata" -}}
{{- $name := printf "%s-%s" .chart.Chart.Name .name -}}
{{- $aggregates := and .to .chart.Values.policies.roles.aggregate -}}
{{- $labels := ternary (dict (print "rbac.authorization.k8s.io/aggregate-to-" .to) "true") dict (not (not $aggregates)) -}}
{{- include "kconference.metadata" (dict "component" "roles" "name" $name "labels" $labels "cluster" true "chart" .chart) -}}
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
