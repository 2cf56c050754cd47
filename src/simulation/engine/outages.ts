import type { Flow } from './flow.ts'
import { happening, type Parts } from './parts.ts'

/** Instances that fail and come back, one by one or a zone at once. */
export interface Outages {
  fail(instance: number): void
  repaired(instance: number): void
  zoneLost(zone: number): void
  zoneBack(zone: number): void
  /** A new instance has started: it takes work, unless its zone is lost. */
  ready(instance: number): void
}

/** Puts the first failures of a model into its heap. */
export function outagesOf({ model, random, clock, heap, fleet, seen }: Parts, flow: Flow): Outages {
  const { failures, zoneLoss, fleet: shape } = model
  const lostZones = new Set<number>()
  /** Those that failed by themselves: the return of their zone does not mend them. */
  const broken = new Set<number>()
  const after = (meanSeconds: number): number =>
    clock.now - meanSeconds * Math.log(1 - random.failures.next())

  function down(instance: number): void {
    if (fleet.state[instance] === 'up') seen.slots(-shape.slots, clock.now)
    fleet.setState(instance, 'down')
    flow.loseAll(instance)
  }

  /** What was on its way out does not come back. */
  function end(instance: number): void {
    flow.loseAll(instance)
    fleet.remove(instance)
    seen.instances(-1, clock.now)
  }

  function back(instance: number): void {
    if (fleet.state[instance] !== 'down' || lostZones.has(fleet.zone[instance] ?? 0) || broken.has(instance))
      return
    seen.slots(shape.slots, clock.now)
    fleet.setState(instance, 'up')
    flow.serveNext(instance)
  }

  const outages: Outages = {
    fail(instance) {
      if (failures === null || fleet.state[instance] === 'gone') return
      if (fleet.state[instance] === 'draining') return end(instance)
      broken.add(instance)
      if (fleet.state[instance] === 'up') down(instance)
      heap.put(after(failures.meanDownSeconds), happening.repaired, instance)
    },
    repaired(instance) {
      if (failures === null) return
      broken.delete(instance)
      if (fleet.state[instance] === 'gone') return
      back(instance)
      heap.put(after(failures.meanUpSeconds), happening.fail, instance)
    },
    ready(instance) {
      if (fleet.state[instance] !== 'starting') return
      if (failures !== null) heap.put(after(failures.meanUpSeconds), happening.fail, instance)
      fleet.setState(instance, 'down')
      back(instance)
    },
    zoneLost(zone) {
      lostZones.add(zone)
      for (const [instance, state] of fleet.state.entries())
        if (fleet.zone[instance] === zone) {
          if (state === 'up') down(instance)
          if (state === 'draining') end(instance)
        }
      heap.put(clock.now + (zoneLoss?.forSeconds ?? 0), happening.zoneBack, zone)
    },
    zoneBack(zone) {
      lostZones.delete(zone)
      for (const [instance, state] of fleet.state.entries())
        if (fleet.zone[instance] === zone && state === 'down') back(instance)
    },
  }
  if (failures !== null)
    for (let instance = 0; instance < shape.instances; instance++)
      heap.put(after(failures.meanUpSeconds), happening.fail, instance)
  if (zoneLoss !== null) heap.put(zoneLoss.atSeconds, happening.zoneLost, zoneLoss.zone)
  return outages
}
