import {
  type FleetLimits,
  type FleetLoad,
  type FleetReplay,
  type FleetSettings,
  hpaController,
} from '../../src/scaling/index.ts'

/** A replay without any shortcut: one look of the controller after the other, a list of the pods that start; without its cost. */
export function replayByTheBook(
  load: FleetLoad,
  settings: FleetSettings,
  limits: FleetLimits,
  everySeconds: number,
): Omit<FleetReplay, 'costPerMonth'> {
  const { autoscaler } = settings
  const controller = autoscaler === null ? null : hpaController(autoscaler)
  const looks = Math.max(1, Math.round(load.stepSeconds / everySeconds))
  const seconds = load.stepSeconds / looks
  const delay = Math.round(limits.metricDelaySeconds / seconds)
  const whole = load.cores.length * load.stepSeconds
  const used: number[] = []
  const changes: { at: number; sign: number }[] = []
  const counts = [settings.replicas]
  let replicas = settings.replicas
  let starting: { pods: number; readyAt: number }[] = []
  let wasOver = false
  const sum = { known: 0, missed: 0, throttled: 0, pods: 0, kills: 0 }
  const missedByDay = Array<number>(Math.ceil(whole / 86_400)).fill(0)
  for (let look = 0; look < load.cores.length * looks; look += 1) {
    const step = Math.floor(look / looks)
    const now = look * seconds
    const wanted = load.cores[step] ?? Number.NaN
    const inFlight = load.inFlight?.[step] ?? Number.NaN
    const isOver =
      (load.memoryBytes[step] ?? Number.NaN) > (settings.memoryLimitBytes ?? Number.POSITIVE_INFINITY)
    if (isOver && !wasOver) {
      sum.kills += 1
      starting.push({ pods: 1, readyAt: now + limits.startSeconds })
    }
    wasOver = isOver
    starting = starting.filter(({ pods, readyAt }) => pods > 0 && readyAt > now)
    const ready = starting.reduce((left, { pods }) => left - pods, replicas)
    const staying = limits.staying?.(ready) ?? ready
    const mostCores = (ready * (settings.cpuLimitMilli ?? Number.POSITIVE_INFINITY)) / 1000
    if (!Number.isNaN(wanted)) {
      sum.known += seconds
      const isBusy =
        wanted > ((staying * settings.cpuRequestMilli) / 1000) * limits.busyAtMost(staying) + 1e-9
      if (isBusy || inFlight > staying * (limits.slotsPerPod ?? Number.POSITIVE_INFINITY)) {
        sum.missed += seconds
        missedByDay[Math.floor(now / 86_400)] = (missedByDay[Math.floor(now / 86_400)] ?? 0) + seconds
      }
      if (wanted > mostCores + 1e-9) sum.throttled += seconds
    }
    sum.pods += replicas * seconds
    if (controller === null) continue
    const byCpu = autoscaler?.metric === 'cpu'
    used.push(byCpu ? Math.min(wanted, mostCores) : inFlight)
    const seen = used[look - delay] ?? Number.NaN
    if (Number.isNaN(seen)) continue
    const next = controller.look({
      atSeconds: now,
      replicas,
      ready,
      usageMilli: Math.round(seen * 1000),
      requestMilli: byCpu ? settings.cpuRequestMilli : (limits.slotsPerPod ?? 0) * 1000,
    })
    if (next === replicas) continue
    changes.push({ at: now, sign: Math.sign(next - replicas) })
    counts.push(next)
    if (next > replicas) starting.push({ pods: next - replicas, readyAt: now + limits.startSeconds })
    let surplus = replicas - next
    for (const group of starting.toReversed()) {
      const gone = Math.max(0, Math.min(group.pods, surplus))
      group.pods -= gone
      surplus -= gone
    }
    replicas = next
  }
  return {
    knownSeconds: sum.known,
    missedSeconds: sum.missed,
    missedByDay,
    throttledSeconds: sum.throttled,
    oomKills: sum.kills,
    flaps: changes.filter(({ at, sign }, index) => {
      const before = changes[index - 1]
      return before !== undefined && before.sign !== sign && at - before.at <= 600
    }).length,
    meanReplicas: sum.pods / whole,
    leastReplicas: Math.min(...counts),
    mostReplicas: Math.max(...counts),
  }
}
