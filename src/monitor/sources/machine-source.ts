import { isHostName } from '../../clients/index.ts'
import { OperatorError, type World } from '../../core/index.ts'
import { nameOf } from '../../probes/index.ts'
import { connectMachine, frameSeries, type MachineConnection } from './machine/index.ts'
import type { LookAt, Source, SourceLook } from './source.ts'
import { sourceKind } from './source-kind.ts'
import type { WishOf } from './source-wish.ts'

/** After so long without a word, and at least three intervals, the connection is given up. */
const silentMs = 10_000

/** Another machine, over one connection that is kept; one that is lost is opened anew at the next look. */
export const machineKind = sourceKind('machine', (world, { target }) => {
  if (target.kind === 'via' || isHostName(target.host)) return machineSource(world, target)
  throw new OperatorError({
    sentence: `${JSON.stringify(target.host)} is not the name of a host.`,
    hint: 'Write it as ssh takes it: box, user@box or a Host of ~/.ssh/config.',
  })
})

function machineSource(world: World, target: WishOf<'machine'>['target']): Source {
  const { clock } = world
  const series = frameSeries()
  let connection: MachineConnection | null = null
  return {
    name: `${target.kind === 'ssh' ? 'host' : 'via'} ${nameOf(target)}`,
    look(at) {
      const problem = connection === null ? null : problemOf(connection, clock.monotonicMs(), at.intervalMs)
      if (problem !== null) {
        connection?.close()
        connection = null
        throw new Error(problem)
      }
      connection ??= connectMachine(world, target, at.intervalMs, series.take)
      const asked = connection
      return (
        series.tell() ??
        nextOf(asked, series.tell, at).catch((cause: unknown) => {
          // It was told of now: the next look connects anew.
          if (asked.whyOver() !== null && connection === asked) connection = null
          throw cause
        })
      )
    },
    async close() {
      connection?.close()
      await connection?.over
    },
  }
}

/** Why a connection is of no more use; null while it is. */
function problemOf(connection: MachineConnection, nowMs: number, intervalMs: number): string | null {
  const quietMs = nowMs - connection.heardMs()
  if (connection.whyOver() !== null || quietMs <= Math.max(silentMs, 3 * intervalMs))
    return connection.whyOver()
  return `it has said nothing for ${Math.round(quietMs / 1000)} s`
}

/** What the next frame says. */
async function nextOf(
  connection: MachineConnection,
  tell: () => SourceLook | null,
  { signal }: LookAt,
): Promise<SourceLook> {
  for (;;) {
    await connection.next(signal)
    if (signal.aborted) throw new Error('it has not told anything yet')
    const look = tell()
    if (look !== null) return look
    const why = connection.whyOver()
    if (why !== null) throw new Error(why)
  }
}
