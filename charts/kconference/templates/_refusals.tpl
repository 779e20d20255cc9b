{{/*
Values that contradict each other, or that would silently replace what the chart sets. The schema cannot see these, so the chart
refuses each with one sentence.
*/}}

{{- define "kconference.programs" -}}
{{ list "hooks" "boxOffice" "payments" "shop" "cashier" "admission" | toJson }}
{{- end }}

{{/* The variables of hooks/config/settings.ts. Kubernetes takes the last of two variables with one name: that of extraEnv,
while the chart checks its own values. */}}
{{- define "kconference.settings" -}}
ACCOUNTS_SECRET CERTIFICATES DRAIN_SECONDS EVENTS_PER_SECOND HOST IDENTITY KEYS_SECRET KUBECONFIG LOG_LEVEL MAX_BODY_MEBIBYTES
METRICS_PORT NAMESPACE PAYMENT_PAGES PAYPAL_API_URL PAYPAL_CERT_URL PAYPAL_MODE PAYPAL_POSTBACK_URL PAYPAL_RECEIVER PAYPAL_VERIFICATION
PAYPAL_WEBHOOK_IDS PAY_WITH PORT REFUNDS_PER_HOUR SHARDS SHOP_LINK_KEYS SHOP_URL STRIPE_ACCOUNTS STRIPE_API_URL STRIPE_MODE
STRIPE_SIGNING_SECRETS TICKET_KEYS TOKENS TRIAL_PAYMENTS_URL TRUSTED_PROXIES
{{- end }}

{{- define "kconference.refusePorts" -}}
{{- range $program := include "kconference.programs" . | fromJsonArray }}
{{- $values := get $.Values $program }}
{{- if eq (int $values.port) (int $values.metricsPort) }}
{{- fail (printf "Cannot install %s.metricsPort %d: it must differ from %s.port, because one address serves one of them" $program (int $values.metricsPort) $program) }}
{{- end }}
{{- end }}
{{- end }}

{{- define "kconference.refuseAutoscaling" -}}
{{- range $program := include "kconference.programs" . | fromJsonArray }}
{{- with (get $.Values $program).autoscaling }}
{{- if and .enabled (gt (int .minReplicas) (int .maxReplicas)) }}
{{- fail (printf "Cannot install %s.autoscaling.minReplicas %d: it must be at most maxReplicas, %d" $program (int .minReplicas) (int .maxReplicas)) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "kconference.refuseEnv" -}}
{{- $settings := include "kconference.settings" . | splitList "\n" | join " " | splitList " " }}
{{- range $program := include "kconference.programs" . | fromJsonArray }}
{{- range (get $.Values $program).extraEnv }}
{{- if has .name $settings }}
{{- fail (printf "Cannot install %s.extraEnv %q: it must not be a setting of the programs, because the chart sets these; set the value of the chart for it" $program .name) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "kconference.refuseLabels" -}}
{{- $own := keys (include "kconference.labels" (dict "Chart" .Chart "Release" .Release "Values" dict) | fromYaml) }}
{{- $own = append $own "app.kubernetes.io/component" }}
{{- $given := dict "commonLabels" .Values.commonLabels }}
{{- range $program := include "kconference.programs" . | fromJsonArray }}
{{- $_ := set $given (print $program ".podLabels") (get $.Values $program).podLabels }}
{{- end }}
{{- range $value, $labels := $given }}
{{- range $key := keys $labels | sortAlpha }}
{{- if has $key $own }}
{{- fail (printf "Cannot install %s %q: it must be another key, because the chart sets this label and selects pods by it" $value $key) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "kconference.refuseAccounts" -}}
{{- $taken := dict "default" "pods without one" (print .Chart.Name "-backup") "backup" (print .Chart.Name "-test") "helm test" }}
{{- with .Values.metacontroller.serviceAccount }}
{{- if eq .namespace $.Release.Namespace }}
{{- $_ := set $taken .name "Metacontroller" }}
{{- end }}
{{- end }}
{{- range $program := include "kconference.programs" . | fromJsonArray }}
{{- $account := (get $.Values $program).serviceAccount }}
{{- if not (or $account.create $account.name) }}
{{- fail (printf "Cannot install %s.serviceAccount.create false with %s.serviceAccount.name \"\": it must name an account in the release's namespace" $program $program) }}
{{- end }}
{{- $name := include "kconference.accountName" (dict "component" (kebabcase $program) "chart" $) }}
{{- if hasKey $taken $name }}
{{- fail (printf "Cannot install %s.serviceAccount.name %q: it must differ from the account of %s, because the policies recognize each program by its account" $program $name (get $taken $name)) }}
{{- end }}
{{- $_ := set $taken $name $program }}
{{- end }}
{{- end }}

{{- define "kconference.refuseHost" -}}
{{- $families := .Values.service.ipFamilies }}
{{- $policy := .Values.service.ipFamilyPolicy }}
{{- if and (contains "." .Values.host) (or (has "IPv6" $families) (hasSuffix "DualStack" $policy)) }}
{{- fail (printf "Cannot install host %q with service.ipFamilyPolicy %q and service.ipFamilies %s: it must be \"::\", which accepts IPv4 and IPv6" .Values.host $policy (toJson $families)) }}
{{- end }}
{{- end }}
