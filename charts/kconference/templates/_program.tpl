{{/*
The parts that all programs share:
(dict "component" "hooks" "values" .Values.hooks "chart" . "main" "hooks/sync-server.ts" "token" false "env" dict "secrets" list "scheme" "HTTP").
A secret is (dict "name" "tls" "secret" "…" "path" "/run/tls"). With "secretEnv", variables from keys of Secrets that may be missing:
(dict "NAME" (dict "name" "…" "key" "…")). With "fieldEnv", variables from fields of the pod: (dict "NAME" "metadata.name").
With "flags", options of Node.js.
*/}}

{{/* The three probes; their times are values. Without times there is no startup probe. */}}
{{- define "kconference.probes" -}}
{{- range $probe, $path := dict "livenessProbe" "/healthz" "readinessProbe" "/readyz" "startupProbe" "/healthz" }}
{{- $times := get $.values $probe }}
{{- if or $times (ne $probe "startupProbe") }}
{{ $probe }}:
  httpGet:
    path: {{ $path }}
    port: http
    scheme: {{ $.scheme }}
  {{- with $times }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "kconference.env" -}}
- name: HOST
  value: {{ .chart.Values.host | quote }}
- name: PORT
  value: {{ .values.port | quote }}
- name: METRICS_PORT
  value: {{ .values.metricsPort | quote }}
- name: LOG_LEVEL
  value: {{ .values.logLevel }}
- name: DRAIN_SECONDS
  value: {{ .values.drainSeconds | quote }}
{{- range $name, $value := .env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- range $name, $path := .fieldEnv }}
- name: {{ $name }}
  valueFrom:
    fieldRef:
      fieldPath: {{ $path }}
{{- end }}
{{- range $name, $ref := .secretEnv }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef:
      name: {{ $ref.name }}
      key: {{ $ref.key }}
      optional: true
{{- end }}
{{- with .values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "kconference.container" -}}
name: {{ .component }}
image: {{ include "kconference.image" .chart | quote }}
imagePullPolicy: {{ .chart.Values.image.pullPolicy }}
command: {{ concat (list "node") (.flags | default list) (list .main) | toJson }}
env:
  {{- include "kconference.env" . | nindent 2 }}
ports:
  - name: http
    containerPort: {{ .values.port }}
  - name: metrics
    containerPort: {{ .values.metricsPort }}
{{ include "kconference.probes" . | trim }}
securityContext:
  {{- toYaml .chart.Values.containerSecurityContext | nindent 2 }}
resources:
  {{- toYaml .values.resources | nindent 2 }}
{{- if or .secrets .values.extraVolumeMounts }}
volumeMounts:
  {{- range .secrets }}
  - name: {{ .name }}
    mountPath: {{ .path }}
    readOnly: true
  {{- end }}
  {{- with .values.extraVolumeMounts }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "kconference.volumes" -}}
{{- range .secrets }}
- name: {{ .name }}
  secret:
    secretName: {{ .secret }}
{{- end }}
{{- with .values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "kconference.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "kconference.metadata" . | nindent 2 }}
spec:
  {{- if not (dig "autoscaling" "enabled" false .values) }}
  replicas: {{ .values.replicas }}
  {{- end }}
  {{- with ternary (omit .values.strategy "rollingUpdate") .values.strategy (eq (get .values.strategy "type") "Recreate") }}
  strategy:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "kconference.componentSelector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- with merge (dict) (fromYaml (include "kconference.componentSelector" .)) .chart.Values.commonLabels .values.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- with .values.podAnnotations }}
      annotations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      serviceAccountName: {{ include "kconference.accountName" . }}
      automountServiceAccountToken: {{ .token }}
      # After the drain, requests under way may take up to 30 seconds more.
      terminationGracePeriodSeconds: {{ add .values.drainSeconds 35 }}
      securityContext:
        {{- toYaml .chart.Values.podSecurityContext | nindent 8 }}
      {{- with .chart.Values.image.pullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - {{ include "kconference.container" . | nindent 10 | trim }}
      {{- if or .secrets .values.extraVolumes }}
      volumes:
        {{- include "kconference.volumes" . | trim | nindent 8 }}
      {{- end }}
      {{- with include "kconference.placement" . | trim }}
      {{- . | nindent 6 }}
      {{- end }}
{{- end }}

{{- define "kconference.placement" -}}
{{- with .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- $own := dict "labelSelector" (dict "matchLabels" (fromYaml (include "kconference.componentSelector" .))) }}
{{- with .values.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- range . }}
  - {{ ternary . (merge (dict) . $own) (hasKey . "labelSelector") | toYaml | nindent 4 | trim }}
  {{- end }}
{{- end }}
{{- end }}
