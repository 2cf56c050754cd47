import { join, resolve } from 'node:path'
import type { AuditSubject, ChangeTarget } from '../../../apply/index.ts'
import { type KubernetesClient, openKubernetes } from '../../../clients/index.ts'
import { OperatorError } from '../../../core/index.ts'
import type { Context } from '../../command.ts'
import type { RecommendInput } from '../options.ts'

/** A client whose requests an interruption does not cut: a write that is under way comes to its end. */
export function openForChange(
  input: RecommendInput,
  context: string | null,
  { world }: Context,
): Promise<KubernetesClient> {
  return openKubernetes({
    kubeconfig: { path: input.kubeconfig ?? null, environment: world.environment, folder: world.directory },
    context,
    pause: (ms) => world.sleep(ms),
  })
}

/** Where the audit lines go. */
export function auditFileOf({ audit }: RecommendInput, { world }: Context): string {
  if (audit !== undefined) return resolve(world.directory, audit)
  const { HOME, XDG_STATE_HOME } = world.environment
  return join(XDG_STATE_HOME ?? join(HOME ?? world.directory, '.local', 'state'), 'lewis-perf', 'audit.jsonl')
}

/** Who changes what, and where. */
export function subjectOf(
  action: AuditSubject['action'],
  target: ChangeTarget,
  undoFile: string,
  { world }: Context,
): AuditSubject {
  const { SUDO_USER, USER, LOGNAME } = world.environment
  return {
    action,
    target,
    user: SUDO_USER ?? USER ?? LOGNAME ?? '',
    undoFile,
    tool: `lewis-perf ${world.toolVersion}`,
  }
}

/** The cluster of a client. */
export function targetOf({ context }: KubernetesClient): Extract<ChangeTarget, { kind: 'kubernetes' }> {
  return { kind: 'kubernetes', context: context.name, server: withoutCredentials(context.server) }
}

/** The address of an API server without a name and password in it. */
function withoutCredentials(server: string): string {
  const url = new URL(server)
  url.username = ''
  url.password = ''
  return url.href.replace(/\/$/, '')
}

/** Asks before anything is changed, unless --yes. Throws OperatorError (exit 2) where nobody can be asked, or the answer is no. */
export async function confirm(question: string, { yes }: RecommendInput, { world }: Context): Promise<void> {
  if (yes === true) return
  const answer = await world.ask(`${question} [y/N] `)
  if (answer === null)
    throw new OperatorError({
      sentence: 'There is no terminal to ask at: nothing was changed.',
      hint: 'Add --yes to change it without being asked.',
    })
  if (/^y(es)?$/i.test(answer.trim())) return
  throw new OperatorError({ sentence: 'Nothing was changed.', hint: 'Answer y to change it.' })
}
