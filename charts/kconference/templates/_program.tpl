{{/*
What the programs have in common: (dict "component" "hooks" "values" .Values.hooks "chart" .). "tls" names the Secret of the
certificate of one that speaks TLS, which is mounted where CERTIFICATES says.
*/}}

{{- define "kconference.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "kconference.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "kconference.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .chart.Chart.Name }}-{{ .component }}
  namespace: {{ .chart.Release.Namespace }}
  labels:
    {{- include "kconference.labels" .chart | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
automountServiceAccountToken: false
{{- end }}

{{- define "kconference.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .chart.Chart.Name }}-{{ .component }}
  namespace: {{ .chart.Release.Namespace }}
  labels:
    {{- include "kconference.labels" .chart | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
spec:
  selector:
    {{- include "kconference.selector" .chart | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
  ports:
    - name: http
      port: 80
      targetPort: http
{{- end }}

{{- define "kconference.probes" -}}
livenessProbe:
  httpGet:
    path: /healthz
    port: http
    {{- if .tls }}
    scheme: HTTPS
    {{- end }}
  periodSeconds: 10
  timeoutSeconds: 5
readinessProbe:
  httpGet:
    path: /readyz
    port: http
    {{- if .tls }}
    scheme: HTTPS
    {{- end }}
  periodSeconds: 5
  timeoutSeconds: 5
{{- end }}

{{- define "kconference.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .chart.Chart.Name }}-{{ .component }}
  namespace: {{ .chart.Release.Namespace }}
  labels:
    {{- include "kconference.labels" .chart | nindent 4 }}
    app.kubernetes.io/component: {{ .component }}
spec:
  replicas: {{ .values.replicas }}
  selector:
    matchLabels:
      {{- include "kconference.selector" .chart | nindent 6 }}
      app.kubernetes.io/component: {{ .component }}
  template:
    metadata:
      labels:
        {{- include "kconference.selector" .chart | nindent 8 }}
        app.kubernetes.io/component: {{ .component }}
    spec:
      serviceAccountName: {{ .chart.Chart.Name }}-{{ .component }}
      automountServiceAccountToken: {{ .token }}
      securityContext:
        {{- include "kconference.podSecurity" . | nindent 8 }}
      containers:
        - name: {{ .component }}
          image: {{ include "kconference.image" .chart | quote }}
          imagePullPolicy: {{ .chart.Values.image.pullPolicy }}
          command: [node, {{ .main }}]
          env:
            - name: HOST
              value: 0.0.0.0
            - name: PORT
              value: {{ .values.port | quote }}
            - name: LOG_LEVEL
              value: {{ .values.logLevel }}
            {{- range $name, $value := .env }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
            {{- range $name, $ref := .secretEnv }}
            - name: {{ $name }}
              valueFrom:
                secretKeyRef:
                  name: {{ $ref.name }}
                  key: {{ $ref.key }}
                  optional: true
            {{- end }}
          ports:
            - name: http
              containerPort: {{ .values.port }}
          {{- include "kconference.probes" . | nindent 10 }}
          securityContext:
            {{- include "kconference.containerSecurity" . | nindent 12 }}
          resources:
            {{- toYaml .values.resources | nindent 12 }}
          {{- if .tls }}
          volumeMounts:
            - name: certificates
              mountPath: {{ .env.CERTIFICATES }}
              readOnly: true
      volumes:
        - name: certificates
          secret:
            secretName: {{ .tls }}
          {{- end }}
{{- end }}
