import {
  closedMap,
  map,
  maps,
  name,
  named,
  oneOf,
  pods,
  port,
  replicas,
  type Shape,
  somePods,
  text,
  texts,
  wholeNumber,
  yesOrNo,
} from './shapes.ts'

/** The values that hold the settings of one program each. */
export const programs = ['hooks', 'boxOffice', 'payments', 'shop', 'cashier', 'admission'] as const

const times = {
  initialDelaySeconds: wholeNumber(0),
  periodSeconds: wholeNumber(1),
  timeoutSeconds: wholeNumber(1),
  failureThreshold: wholeNumber(1),
}
const restarting = closedMap({ ...times, terminationGracePeriodSeconds: wholeNumber(1) })

/** The shapes of the values of every program that has them, by their paths below the program. */
export const programShapes: Readonly<Record<string, Shape>> = {
  replicas,
  port,
  metricsPort: port,
  logLevel: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace'),
  drainSeconds: wholeNumber(0, 300),
  resources: map,
  livenessProbe: restarting,
  readinessProbe: closedMap({ ...times, successThreshold: wholeNumber(1) }),
  startupProbe: restarting,
  strategy: closedMap({
    type: oneOf('RollingUpdate', 'Recreate'),
    rollingUpdate: closedMap({ maxSurge: pods, maxUnavailable: pods }),
  }),
  'podDisruptionBudget.enabled': yesOrNo,
  'podDisruptionBudget.maxUnavailable': somePods,
  'autoscaling.enabled': yesOrNo,
  'autoscaling.minReplicas': wholeNumber(1),
  'autoscaling.maxReplicas': wholeNumber(1),
  'autoscaling.targetCPUUtilizationPercentage': wholeNumber(1),
  'ingress.enabled': yesOrNo,
  'ingress.className': text,
  'ingress.annotations': texts,
  'ingress.host': text,
  'ingress.tlsSecret': text,
  'httpRoute.enabled': yesOrNo,
  'httpRoute.annotations': texts,
  'httpRoute.parentRefs': named,
  'httpRoute.hostnames': { type: 'array', items: name },
  topologySpreadConstraints: maps,
  nodeSelector: texts,
  tolerations: maps,
  affinity: map,
  priorityClassName: text,
  'serviceAccount.create': yesOrNo,
  'serviceAccount.name': { type: 'string', maxLength: 253, pattern: '^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$' },
  'serviceAccount.annotations': texts,
  podAnnotations: texts,
  podLabels: texts,
  extraEnv: named,
  extraVolumes: named,
  extraVolumeMounts: named,
}
