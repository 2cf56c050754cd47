import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { describeWithPrograms } from '../servers/describe-with.ts'
import {
  calm,
  canProvoke,
  type Diagnosis,
  diagnose,
  endLeftovers,
  ill,
  Provocation,
  withoutMemory,
} from './harness.ts'
import type { Illness } from './illness.ts'
import { illnesses } from './illnesses.ts'

const provocation = new Provocation()
afterEach(() => provocation.end())

const skipped = canProvoke ? describe : describe.skip

skipped('diagnose names a provoked illness first, and not before it is there (needs root on Linux):', () => {
  let healthy: Diagnosis
  beforeAll(async () => {
    endLeftovers()
    await calm()
    healthy = await diagnose({ window: '3s', more: withoutMemory })
  }, 400_000)

  it('an idle machine passes', () => {
    expect(healthy.exitCode).toBe(0)
    expect(healthy.findings.filter(({ status }) => status === 'fail')).toEqual([])
    expect(healthy.data.hypotheses).toEqual([])
  })

  for (const illness of illnesses)
    describeWithPrograms(illness.needs ?? [], 'provoked', () => {
      it(illness.name, () => provoked(illness), 400_000)
    })

  async function provoked(illness: Illness): Promise<void> {
    expect(ill(healthy, ...illness.findings)).toEqual([])
    await calm()
    const more = illness.isRemembered === true ? [] : withoutMemory
    const inside = await illness.provoke(provocation)
    const diagnosis = await diagnose({ window: illness.window ?? '3s', inside: inside ?? [], more })
    const [first] = diagnosis.data.hypotheses
    expect(first?.resource, JSON.stringify(diagnosis.data.hypotheses, null, 1)).toBe(illness.resource)
    expect(ill(diagnosis, ...illness.findings).length).toBeGreaterThan(0)
    expect(
      first?.findings.some((name) => illness.findings.some((id) => name === id || name.startsWith(`${id}:`))),
    ).toBe(true)
    if (illness.culprit !== undefined) expect(first?.culprit).toMatch(illness.culprit)
  }
})
