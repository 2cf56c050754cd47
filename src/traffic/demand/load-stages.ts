import { formatQuantity } from '../../report/index.ts'
import type { LoadRun } from '../run.ts'

/** A stretch of the measured time with one load. */
export interface LoadStage {
  /** `200/s`, `0..200/s`, `10 users`. */
  load: string
  fromSeconds: number
  toSeconds: number
}

/** The stages of a run as far as it came: those of an open model, the whole of a closed one. */
export function loadStages({
  plan,
  measuredSeconds,
}: Pick<LoadRun, 'plan' | 'measuredSeconds'>): LoadStage[] {
  const { model } = plan
  if (model.kind === 'closed') {
    const load = `${formatQuantity(model.users)} ${model.users === 1 ? 'user' : 'users'}`
    return [{ load, fromSeconds: 0, toSeconds: measuredSeconds }]
  }
  let begin = 0
  const stages = model.stages.map(({ fromRate, toRate, seconds }): LoadStage => {
    const fromSeconds = begin
    begin += seconds
    const load = fromRate === toRate ? rate(toRate) : `${rate(fromRate).replace('/s', '')}..${rate(toRate)}`
    return { load, fromSeconds, toSeconds: Math.min(begin, measuredSeconds) }
  })
  return stages.filter(({ fromSeconds, toSeconds }) => toSeconds > fromSeconds)
}

function rate(perSecond: number): string {
  return formatQuantity(Number(perSecond.toPrecision(4)), 'per-second')
}
