/** A Deployment of two containers and its autoscaler, as people write them. */
export const kubernetesYaml = `# Owned by the platform team.
apiVersion: v1
kind: Service
metadata:
    name: shop
spec:
    ports: [{ port: 80 }]
---
apiVersion: apps/v1
kind: Deployment
metadata:
    name: shop
    namespace: lewis-system
spec:
    selector:
        matchLabels: { app: shop }

    template:
        metadata:
            labels: { app: shop }
        spec:
            containers:
            - name: web
              image: "registry.example/web:1"
              resources:
                  requests:
                      cpu: 800m   # measured
                      memory: "768Mi"
                  limits:
                      cpu: 2
                      memory: "768Mi"
            # Sends logs away.
            - name: logs
              image: 'registry.example/logs:1'
              resources:
                  limits: { cpu: 200m, memory: 256Mi }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
    name: shop-scaler
    namespace: lewis-system
spec:
    scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
    minReplicas: 6
    maxReplicas: 20
    metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 95 } }
`

/** Two services, one of them without a size. */
export const composeYaml = `# The shop.
services:
  db: { image: 'postgres:16' }

  shop:
    image: registry.example/shop:1
    deploy:
      replicas: 6
      resources:
        limits:
          cpus: '2.0' # of eight
          memory: 2g
        reservations: { cpus: '1.00', memory: 1g }
`

/** The short keys of compose, of which only limits say how large it is. */
export const shortComposeYaml = `services:
  shop:
    image: registry.example/shop:1
    scale: 6
    cpus: 1
    mem_limit: 1GB
`

/** A unit with room for one instance. */
export const systemdUnit = `[Unit]
Description=Shop

[Service]
ExecStart=/bin/true
; of eight
CPUQuota = 100%
MemoryMax=1G
MemoryHigh=512M

[Install]
WantedBy=multi-user.target
`

/** Lines that one text has and the other does not, in order, as diff says them. */
export function changedLines(before: string, after: string): string[] {
  const [a, b] = [before.split('\n'), after.split('\n')]
  const longest = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0))
  const at = (i: number, j: number): number => longest[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i]?.splice(j, 1, a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1)))
  const lines: string[] = []
  for (let [i, j] = [0, 0]; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) [i, j] = [i + 1, j + 1]
    else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) lines.push(`-${a[i++]}`)
    else lines.push(`+${b[j++]}`)
  }
  return lines
}
