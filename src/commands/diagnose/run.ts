import type { Outcome } from '../../core/index.ts'
import type { Context } from '../command.ts'
import { gather } from './gather.ts'
import { type DiagnoseInput, targetsOf } from './targets.ts'

/** Collects, judges and answers for every machine that the options name. */
export async function diagnose(input: DiagnoseInput, context: Context): Promise<Outcome<unknown>> {
  const targets = targetsOf(input, context)
  const profile = await context.profile()
  const judging = () => import('./judge-hosts.ts')
  const history =
    input.recording === undefined
      ? null
      : (await import('./space-history.ts')).spaceHistoryIn(input.recording, context, {
          isThisMachine: targets.kind === 'local' && input.root === undefined,
        })
  // What may be wrong in the rules is told before the window; without any, the code that judges is loaded while it runs.
  const given = [input.skip, input.accepted, profile.skip, profile.thresholds]
  const rules = given.some((one) => one !== undefined)
    ? (await judging()).rulesOf(input, profile, context)
    : null
  const [gathered, { judgeHosts, rulesOf }] = await Promise.all([gather(targets, input, context), judging()])
  return judgeHosts(gathered, rules ?? rulesOf(input, profile, context), input, history)
}
