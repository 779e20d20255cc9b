{{/* The Secret with the certificate of the admission webhook. */}}
{{- define "kconference.admissionSecret" -}}
{{- if eq .Values.admission.certificate.source "existingSecret" -}}
{{- .Values.admission.certificate.existingSecret | required "Cannot install admission.certificate.source \"existingSecret\": admission.certificate.existingSecret must name a Secret" -}}
{{- else -}}
{{ .Chart.Name }}-admission-certificate
{{- end -}}
{{- end }}

{{/* The names of the Service, which the API server checks in the certificate. */}}
{{- define "kconference.admissionHosts" -}}
{{- $service := printf "%s-admission.%s.svc" .Chart.Name .Release.Namespace -}}
{{ list $service (print $service ".cluster.local") | toJson }}
{{- end }}

{{/*
The data of the generated Secret, as JSON. A release keeps the certificate of an earlier one, unless half its lifetime is over
or the host has changed. Its authority signs nothing else, because its key is not stored.
*/}}
{{- define "kconference.generatedCertificate" -}}
{{- $hosts := include "kconference.admissionHosts" . | fromJsonArray -}}
{{- $host := regexReplaceAll ":[0-9]+$" (.Values.admission.url | urlParse).host "" -}}
{{- $ips := ternary (list $host) list (regexMatch "^[0-9.]+$" $host) -}}
{{- $names := ternary $hosts (append $hosts $host) (regexMatch "^[0-9.]*$" $host) -}}
{{- $for := join "," (concat $names $ips) -}}
{{- $days := int .Values.admission.certificate.days -}}
{{- $now := now | unixEpoch | int64 -}}
{{- $old := lookup "v1" "Secret" .Release.Namespace (include "kconference.admissionSecret" .) | default dict -}}
{{- $said := dig "metadata" "annotations" dict $old -}}
{{- $good := and (eq (get $said "app.corley.it/hosts") $for) (gt (get $said "app.corley.it/renew-after" | int64) $now) -}}
{{- if $good -}}
{{ dict "data" $old.data "annotations" (pick $said "app.corley.it/hosts" "app.corley.it/renew-after") | toJson }}
{{- else -}}
{{- $ca := genCA (print .Chart.Name "-admission") $days -}}
{{- $signed := genSignedCert (first $hosts) $ips $names $days $ca -}}
{{- $data := dict "ca.crt" (b64enc $ca.Cert) "tls.crt" (b64enc $signed.Cert) "tls.key" (b64enc $signed.Key) -}}
{{- $renewAfter := add $now (mul $days 43200) | toString -}}
{{ dict "data" $data "annotations" (dict "app.corley.it/hosts" $for "app.corley.it/renew-after" $renewAfter) | toJson }}
{{- end -}}
{{- end }}
