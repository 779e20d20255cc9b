{{/*
The API server enforces who may write what, even if a hook has a bug. These are the common parts of the
ValidatingAdmissionPolicies. Names and lists of names are CEL literals, written as JSON.
*/}}

{{- define "kconference.policyMetadata" -}}
{{- include "kconference.metadata" (dict "component" "policies" "name" (printf "%s-%s" .chart.Chart.Name .name) "cluster" true "chart" .chart) -}}
{{- end }}

{{/* The binding of the policy with a name, for the whole cluster: (dict "name" "tickets" "chart" .). */}}
{{- define "kconference.policyBinding" -}}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  {{- include "kconference.policyMetadata" . | nindent 2 }}
spec:
  policyName: {{ .chart.Chart.Name }}-{{ .name }}
  validationActions: [Deny]
{{- end }}

{{/* True for a user who is listed by name or by group: (dict "users" list "groups" list). */}}
{{- define "kconference.isAmong" -}}
request.userInfo.username in {{ toJson .users }} || request.userInfo.?groups.orValue([]).exists(group, group in {{ toJson .groups }})
{{- end }}

{{/* True for users to whom a policy applies: all but the account that restores backups and those who are exempt. */}}
{{- define "kconference.matchConditions" -}}
{{- $backup := printf "system:serviceaccount:%s:%s-backup" .Release.Namespace .Chart.Name -}}
{{- $users := ternary (prepend .Values.policies.exempt.users $backup) .Values.policies.exempt.users .Values.backup.enabled -}}
- name: not-exempt
  expression: >-
    !({{ include "kconference.isAmong" (dict "users" $users "groups" .Values.policies.exempt.groups) }})
{{- end }}

{{/* True for the account that carries out the decisions of the hooks. */}}
{{- define "kconference.engineVariable" -}}
{{- $account := .Values.metacontroller.serviceAccount -}}
- name: isEngine
  expression: request.userInfo.username == {{ toJson (printf "system:serviceaccount:%s:%s" $account.namespace $account.name) }}
{{- end }}

{{/* True for the account of the program that decides who gets a seat. */}}
{{- define "kconference.boxOfficeVariable" -}}
- name: isBoxOffice
  expression: request.userInfo.username == {{ include "kconference.accountUser" (dict "component" "box-office" "chart" .) | toJson }}
{{- end }}

{{/* True for the account of the program that moves money. */}}
{{- define "kconference.cashierVariable" -}}
- name: isCashier
  expression: request.userInfo.username == {{ include "kconference.accountUser" (dict "component" "cashier" "chart" .) | toJson }}
{{- end }}

{{/* True for an object with the notes of a restore: its first uid, and the time of its first creation. */}}
{{- define "kconference.restoredVariable" -}}
- name: isMarkedAsRestored
  expression: object.metadata.?annotations.orValue({}).exists(name, name.startsWith('backup.app.corley.it/'))
{{- end }}

{{/* True for the controllers of the cluster that delete orphans: objects whose order or namespace does not exist any
more. */}}
{{- define "kconference.collectorVariable" -}}
- name: isCollector
  expression: request.userInfo.username in {{ concat .Values.policies.garbageCollectors .Values.policies.namespaceControllers | uniq | toJson }}
{{- end }}

{{/* True while the whole namespace is deleted: it is under deletion, or the namespace controller empties it. */}}
{{- define "kconference.endingVariable" -}}
- name: isEnding
  expression: >-
    has(namespaceObject.metadata.deletionTimestamp) ||
    request.userInfo.username in {{ toJson .Values.policies.namespaceControllers }}
{{- end }}

{{/* Comparisons for updates: the labels and annotations that other programs read, and the fields that attach an object
to its owner. A finalizer that an older version accepted may be removed: no controller does it, and the namespace would
never end. */}}
{{- define "kconference.keptVariables" -}}
- name: keepsLabels
  expression: object.metadata.?labels == oldObject.metadata.?labels
- name: keepsAnnotations
  expression: object.metadata.?annotations == oldObject.metadata.?annotations
- name: keepsOwners
  expression: >-
    object.metadata.?ownerReferences == oldObject.metadata.?ownerReferences &&
    object.metadata.?finalizers.orValue([]).all(one, one in oldObject.metadata.?finalizers.orValue([]))
{{- end }}
