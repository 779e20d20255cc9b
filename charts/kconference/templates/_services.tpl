{{/* The Services of a program, with the dict of _program.tpl. */}}

{{- define "kconference.service" -}}
{{- $tls := eq .scheme "HTTPS" -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "kconference.metadata" . | nindent 2 }}
spec:
  {{- include "kconference.ipFamilies" . | indent 2 }}
  selector:
    {{- include "kconference.componentSelector" . | nindent 4 }}
  ports:
    - name: {{ ternary "https" "http" $tls }}
      port: {{ ternary 443 80 $tls }}
      targetPort: http
    - name: metrics
      port: {{ .values.metricsPort }}
      targetPort: metrics
{{- end }}

{{/* For a program that nobody calls: a headless Service for its metrics. */}}
{{- define "kconference.metricsService" -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "kconference.metadata" . | nindent 2 }}
spec:
  clusterIP: None
  {{- include "kconference.ipFamilies" . | indent 2 }}
  selector:
    {{- include "kconference.componentSelector" . | nindent 4 }}
  ports:
    - name: metrics
      port: {{ .values.metricsPort }}
      targetPort: metrics
{{- end }}

{{- define "kconference.ipFamilies" -}}
{{- with .chart.Values.service.ipFamilyPolicy }}
ipFamilyPolicy: {{ . }}
{{- end }}
{{- with .chart.Values.service.ipFamilies }}
ipFamilies: {{ toJson . }}
{{- end }}
{{- end }}
