import { describe, expect, test } from 'vitest'
import { OperatorError } from '../../src/core/index.ts'
import { runSimulation, type SimulationModel } from '../../src/simulation/index.ts'
import { fleetOf, plain } from './models.ts'

const scans: NonNullable<SimulationModel['scans']> = {
  share: 1,
  workers: 1,
  service: { kind: 'constant', meanSeconds: 1 },
  queueLimit: null,
  redeliverySeconds: null,
}
const autoscaler = { minReplicas: 2, maxReplicas: 5, everySeconds: 10, delaySeconds: 0, metricSeconds: 10 }
const [endless, nothing] = [Number.POSITIVE_INFINITY, Number.NaN]

describe('a model', () => {
  test.each<[string, Partial<SimulationModel>]>([
    ['durationSeconds', { durationSeconds: 0 }],
    ['durationSeconds', { durationSeconds: nothing }],
    ['durationSeconds', { durationSeconds: endless }],
    ['warmUpSeconds', { warmUpSeconds: -1 }],
    ['windowSeconds', { windowSeconds: 0 }],
    ['timeoutSeconds', { timeoutSeconds: 0 }],
    ['fleet.instances', fleetOf({ instances: 0 })],
    ['fleet.slots', fleetOf({ slots: 1.5 })],
    ['fleet.queueLimit', fleetOf({ queueLimit: -1 })],
    ['fleet.zones', fleetOf({ zones: 0 })],
    ['fleet.startSeconds', fleetOf({ startSeconds: nothing })],
    ['retries.attempts', { retries: { attempts: 0, budget: 1, backoffSeconds: 1 } }],
    ['retries.budget', { retries: { attempts: 2, budget: -1, backoffSeconds: 1 } }],
    ['retries.backoffSeconds', { retries: { attempts: 2, budget: 1, backoffSeconds: -1 } }],
    ['failures.meanUpSeconds', { failures: { meanUpSeconds: 0, meanDownSeconds: 1 } }],
    ['failures.meanDownSeconds', { failures: { meanUpSeconds: 1, meanDownSeconds: 0 } }],
    ['zoneLoss.zone', { zoneLoss: { atSeconds: 1, forSeconds: 1, zone: 1 } }],
    ['zoneLoss.atSeconds', { zoneLoss: { atSeconds: -1, forSeconds: 1, zone: 0 } }],
    ['cache.hitRatio', { cache: { hitRatio: 1.1, service: plain.service } }],
    ['database.connections', { database: { connections: 0, service: plain.service } }],
    ['scans.share', { scans: { ...scans, share: 1.5 } }],
    ['scans.share', { scans: { ...scans, share: nothing } }],
    ['scans.workers', { scans: { ...scans, workers: 0 } }],
    ['scans.queueLimit', { scans: { ...scans, queueLimit: -1 } }],
    ['scans.redeliverySeconds', { scans: { ...scans, redeliverySeconds: endless } }],
    ['slo.atMostSeconds', { slo: { atMostSeconds: 0 } }],
    [
      'autoscaler.minReplicas',
      { autoscaler: { ...autoscaler, kind: 'guide', targetLoad: 70, minReplicas: 0 } },
    ],
    [
      'autoscaler.maxReplicas',
      { autoscaler: { ...autoscaler, kind: 'guide', targetLoad: 70, maxReplicas: 1 } },
    ],
    [
      'autoscaler.everySeconds',
      { autoscaler: { ...autoscaler, kind: 'guide', targetLoad: 70, everySeconds: 0 } },
    ],
    ['autoscaler.targetLoad', { autoscaler: { ...autoscaler, kind: 'guide', targetLoad: 0 } }],
    [
      'autoscaler.tolerance',
      {
        autoscaler: {
          ...autoscaler,
          kind: 'hpa',
          targetUtilization: 50,
          tolerance: -1,
          scaleUp: null,
          scaleDown: null,
        },
      },
    ],
    [
      'autoscaler.downAfterSeconds',
      { autoscaler: { ...autoscaler, kind: 'target-tracking', targetUtilization: 50, downAfterSeconds: -1 } },
    ],
  ])('cannot have its %s as in %j', (name, changes) => {
    const simulate = (): unknown => runSimulation({ ...plain, durationSeconds: 1, ...changes }, 1)
    expect(simulate).toThrow(OperatorError)
    expect(simulate).toThrow(`${name} of a simulation must be `)
  })
})
