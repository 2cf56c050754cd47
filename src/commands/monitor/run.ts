import { alertRules } from '../../alerting/index.ts'
import type { Outcome, Profile } from '../../core/index.ts'
import { type MonitorData, monitorOutcome, monitorSession } from '../../monitor/index.ts'
import type { Context } from '../command.ts'
import { assertTogether, type MonitorInput } from './contradictions.ts'
import { openKeeping } from './keeping.ts'
import { openShowing } from './showing.ts'
import { silencesOf } from './silences-of.ts'
import { type WatchedMachine, watchedOf } from './watched-of.ts'

/** Watches until the time is up, q or Ctrl-C, and answers for what was seen. */
export async function monitor(input: MonitorInput, context: Context): Promise<Outcome<MonitorData>> {
  assertTogether(input)
  const profile = await context.profile()
  const watched = await watchedOf(input, context)
  try {
    return await watch(watched, profile, input, context)
  } finally {
    await watched.close()
  }
}

async function watch(
  watched: WatchedMachine,
  profile: Profile,
  input: MonitorInput,
  context: Context,
): Promise<Outcome<MonitorData>> {
  const { machine } = watched
  const rules = alertRules(profile, { intervalSeconds: machine.intervalSeconds })
  const session = monitorSession(machine, rules, silencesOf(input, rules))
  const quit = new AbortController()
  const keeping = openKeeping(input, context, watched)
  try {
    const showing = await openShowing(input, context, {
      session,
      notes: keeping.notes,
      quit: () => quit.abort(),
    })
    try {
      await watched.run((tick) => {
        const evaluation = session.take(tick)
        keeping.take(tick, evaluation)
        showing.take(tick, evaluation)
      }, quit.signal)
    } finally {
      await showing.close()
    }
  } finally {
    await keeping.close()
  }
  return monitorOutcome({ ...session.data(), notices: keeping.told() }, [
    ...session.warnings(),
    ...watched.warnings(),
    ...keeping.warnings(),
  ])
}
