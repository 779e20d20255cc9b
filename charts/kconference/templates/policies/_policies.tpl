{{/*
Who may write what, enforced by the API server even if a hook is wrong. What the ValidatingAdmissionPolicies share;
names and lists of names are CEL literals, for which JSON will do.
*/}}

{{- define "kconference.policyMetadata" -}}
name: {{ .chart.Chart.Name }}-{{ .name }}
labels:
  {{- include "kconference.labels" .chart | nindent 2 }}
  app.kubernetes.io/component: policies
{{- end }}

{{/* The binding of the policy of a name, which is for the whole cluster: (dict "name" "tickets" "chart" .). */}}
{{- define "kconference.policyBinding" -}}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  {{- include "kconference.policyMetadata" . | nindent 2 }}
spec:
  policyName: {{ .chart.Chart.Name }}-{{ .name }}
  validationActions: [Deny]
{{- end }}

{{/* Whether somebody asks who is listed by name or by group: (dict "users" list "groups" list). */}}
{{- define "kconference.isAmong" -}}
request.userInfo.username in {{ toJson .users }} || request.userInfo.?groups.orValue([]).exists(group, group in {{ toJson .groups }})
{{- end }}

{{/* To whom a policy applies: not to who restores a backup, nor to who is exempt. */}}
{{- define "kconference.matchConditions" -}}
{{- $backup := printf "system:serviceaccount:%s:%s-backup" .Release.Namespace .Chart.Name -}}
{{- $users := ternary (prepend .Values.policies.exempt.users $backup) .Values.policies.exempt.users .Values.backup.enabled -}}
- name: not-exempt
  expression: >-
    !({{ include "kconference.isAmong" (dict "users" $users "groups" .Values.policies.exempt.groups) }})
{{- end }}

{{/* The one who carries out what the hooks decide. */}}
{{- define "kconference.engineVariable" -}}
{{- $account := .Values.metacontroller.serviceAccount -}}
- name: isEngine
  expression: request.userInfo.username == {{ toJson (printf "system:serviceaccount:%s:%s" $account.namespace $account.name) }}
{{- end }}

{{/* The program that decides who gets a seat. */}}
{{- define "kconference.boxOfficeVariable" -}}
- name: isBoxOffice
  expression: request.userInfo.username == {{ toJson (printf "system:serviceaccount:%s:%s-box-office" .Release.Namespace .Chart.Name) }}
{{- end }}

{{/* Those of the cluster who remove what belongs to something that no longer exists: an order, a namespace. */}}
{{- define "kconference.collectorVariable" -}}
- name: isCollector
  expression: request.userInfo.username in {{ concat .Values.policies.garbageCollectors .Values.policies.namespaceControllers | uniq | toJson }}
{{- end }}

{{/* Whether everything goes: the namespace is on its way out, or its content is being removed by the one whose task that is. */}}
{{- define "kconference.endingVariable" -}}
- name: isEnding
  expression: >-
    has(namespaceObject.metadata.deletionTimestamp) ||
    request.userInfo.username in {{ toJson .Values.policies.namespaceControllers }}
{{- end }}

{{/* On a change only: what other people than the owner of an object see of it, and what makes it somebody's. */}}
{{- define "kconference.keptVariables" -}}
- name: keepsLabels
  expression: object.metadata.?labels == oldObject.metadata.?labels
- name: keepsAnnotations
  expression: object.metadata.?annotations == oldObject.metadata.?annotations
- name: keepsOwners
  expression: >-
    object.metadata.?ownerReferences == oldObject.metadata.?ownerReferences &&
    object.metadata.?finalizers == oldObject.metadata.?finalizers
{{- end }}
