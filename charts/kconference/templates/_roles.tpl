{{/* The head of a role for people: (dict "name" "organizer" "to" "admin" "chart" .); "to" names the built-in role that
includes it. */}}
{{- define "kconference.roleMetadata" -}}
{{- $name := printf "%s-%s" .chart.Chart.Name .name -}}
{{- $aggregates := and .to .chart.Values.policies.roles.aggregate -}}
{{- $labels := ternary (dict (print "rbac.authorization.k8s.io/aggregate-to-" .to) "true") dict (not (not $aggregates)) -}}
{{- include "kconference.metadata" (dict "component" "roles" "name" $name "labels" $labels "cluster" true "chart" .chart) -}}
{{- end }}
