import type { Ran, RunRequest, World } from '../core/index.ts'

/** Where a script runs: on a host by the operator's own ssh, or by any command that reads a shell script on its input. */
export type RemoteTarget = { kind: 'ssh'; host: string } | { kind: 'via'; command: string }

/** What came back, and when it was begun on our clock; or why nothing did. */
export type RemoteAnswer =
  | { ok: true; output: string; ran: Ran; startedMs: number }
  | ({ ok: false } & Refusal)

/** Why a host was not asked, and what to do. */
export interface Refusal {
  sentence: string
  hint: string
}

const connectSeconds = 10

/** Runs `script` at `target`; ssh never asks anything, and checks host keys as the operator's configuration says. */
export async function runRemotely(
  world: World,
  target: RemoteTarget,
  script: string,
  limits: Pick<RunRequest, 'timeoutMs' | 'maximumBytes' | 'keptBytes' | 'onOutput' | 'signal'>,
): Promise<RemoteAnswer> {
  if (target.kind === 'ssh' && !isHostName(target.host)) {
    return {
      ok: false,
      sentence: `${JSON.stringify(target.host)} is not the name of a host.`,
      hint: 'Write it as ssh takes it: box, user@box or a Host of ~/.ssh/config.',
    }
  }
  const startedMs = world.clock.epochMs()
  const ran = await world.run({ ...commandOf(target), input: script, ...limits })
  if (ran.output !== '') return { ok: true, output: ran.output, ran, startedMs }
  return { ok: false, ...reasonFor(target, ran, limits.timeoutMs) }
}

function commandOf(target: RemoteTarget): { program: string; args: string[] } {
  if (target.kind === 'via') return { program: '/bin/sh', args: ['-c', target.command] }
  return { program: 'ssh', args: sshArguments(target.host, 'sh -s') }
}

/** Whether ssh takes it as a host, and not as an option. */
export function isHostName(text: string): boolean {
  return /^[^-\s\0][^\s\0]*$/.test(text)
}

/** What ssh is told to run `command` at `host` without asking anything. */
export function sshArguments(host: string, command: string): string[] {
  return ['-T', '-o', 'BatchMode=yes', '-o', `ConnectTimeout=${connectSeconds}`, '--', host, command]
}

/** Why ssh got nothing from `host`. */
export function refusalOfSsh(host: string, ran: Ran): Refusal {
  return reasonFor({ kind: 'ssh', host }, ran, 0)
}

function reasonFor(target: RemoteTarget, ran: Ran, timeoutMs: number): Refusal {
  const name = target.kind === 'ssh' ? target.host : `--via ${JSON.stringify(target.command)}`
  if (ran.end === 'missing') {
    return target.kind === 'ssh'
      ? {
          sentence: `There is no ssh on this machine, so ${name} cannot be reached.`,
          hint: 'Install openssh-client.',
        }
      : { sentence: `There is no /bin/sh on this machine to run ${name}.`, hint: 'Install a POSIX shell.' }
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
  return target.kind === 'ssh' ? refusedBySsh(target.host, ran) : refusedByCommand(name, ran)
}

function refusedBySsh(host: string, ran: Ran): Refusal {
  if (/REMOTE HOST IDENTIFICATION HAS CHANGED/.test(ran.errors)) {
    return {
      sentence: `${host} shows another host key than the known one, so it was not asked: it may not be that host.`,
      hint: `Find out why its key changed; only then forget the old one with ssh-keygen -R and connect once by hand: ssh ${host} true.`,
    }
  }
  if (/Host key verification failed/.test(ran.errors)) {
    return {
      sentence: `${host} could not be asked: its host key is not known here.`,
      hint: `Connect once by hand and compare the key: ssh ${host} true.`,
    }
  }
  return {
    sentence: `${host} could not be asked: ${lastWords(ran)}.`,
    hint: `Try by hand: ssh -o BatchMode=yes ${host} true. It has to work without a question.`,
  }
}

function refusedByCommand(name: string, ran: Ran): Refusal {
  return {
    sentence: `${name} could not be asked: ${lastWords(ran)}.`,
    hint: 'It has to start a POSIX shell that reads a script on its standard input, as docker exec -i x sh does.',
  }
}

/** The last line that a program complained of, without its full stop; else how it ended. */
export function lastWords({ errors, exitCode }: Pick<Ran, 'errors' | 'exitCode'>): string {
  const said = errors
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .at(-1)
  return said?.replace(/\.$/, '') ?? `it ended with exit code ${exitCode ?? 'unknown'} and no word`
}
