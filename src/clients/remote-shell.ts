import type { Ran, World } from '../core/index.ts'

/** Where a script runs: on a host by the operator's own ssh, or by any command that reads a shell script on its input. */
export type RemoteTarget = { kind: 'ssh'; host: string } | { kind: 'via'; command: string }

/** What came back, and when it was begun and ended on our clock; or why nothing did. */
export type RemoteAnswer =
  | { ok: true; output: string; ran: Ran; startedMs: number }
  | { ok: false; sentence: string; hint: string }

const connectSeconds = 10

/** Runs `script` at `target`; ssh never asks anything, and checks host keys as the operator's configuration says. */
export async function runRemotely(
  world: World,
  target: RemoteTarget,
  script: string,
  timeoutMs: number,
): Promise<RemoteAnswer> {
  if (target.kind === 'ssh' && !/^[^-\s][^\s]*$/.test(target.host)) {
    return {
      ok: false,
      sentence: `${JSON.stringify(target.host)} is not the name of a host.`,
      hint: 'Write it as ssh takes it: box, user@box or a Host of ~/.ssh/config.',
    }
  }
  const startedMs = world.clock.epochMs()
  const ran = await world.run({ ...commandOf(target), input: script, timeoutMs })
  if (ran.output !== '') return { ok: true, output: ran.output, ran, startedMs }
  return { ok: false, ...reasonFor(target, ran, timeoutMs) }
}

function commandOf(target: RemoteTarget): { program: string; args: string[] } {
  if (target.kind === 'via') return { program: 'sh', args: ['-c', target.command] }
  const options = ['-T', '-o', 'BatchMode=yes', '-o', `ConnectTimeout=${connectSeconds}`]
  return { program: 'ssh', args: [...options, '--', target.host, 'sh -s'] }
}

function reasonFor(target: RemoteTarget, ran: Ran, timeoutMs: number): { sentence: string; hint: string } {
  const name = target.kind === 'ssh' ? target.host : `--via ${JSON.stringify(target.command)}`
  if (ran.end === 'missing')
    return {
      sentence: `There is no ssh on this machine, so ${name} cannot be reached.`,
      hint: 'Install openssh-client.',
    }
  if (ran.end === 'timeout') {
    return {
      sentence: `${name} said nothing within ${Math.round(timeoutMs / 1000)} s.`,
      hint:
        target.kind === 'ssh'
          ? `Try by hand: ssh ${target.host} true.`
          : 'Try the command by hand with echo true as its input.',
    }
  }
  if (ran.end === 'stopped') return { sentence: `${name} was not waited for.`, hint: 'Run it again.' }
  const said = ran.errors
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .at(-1)
  const hint =
    target.kind === 'ssh'
      ? `Try by hand: ssh -o BatchMode=yes ${target.host} true. It has to work without a question.`
      : 'It has to start a POSIX shell that reads a script on its standard input, as docker exec -i x sh does.'
  const because =
    said === undefined
      ? `it ended with exit code ${ran.exitCode ?? 'unknown'} and no word`
      : said.replace(/\.$/, '')
  return { sentence: `${name} could not be asked: ${because}.`, hint }
}
