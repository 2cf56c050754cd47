import { OperatorError, type World } from '../../../core/index.ts'

const hash = /^[0-9a-f]{7,64}$/

/** The hash of the commit that `ref` names in the repository of the working directory; a hash of another one stays as it is. Throws OperatorError (exit 2) for what is neither. */
export async function commitOf(ref: string, world: Pick<World, 'run'>): Promise<string> {
  const { end, exitCode, output, errors } = await world.run({
    program: 'git',
    args: ['rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`],
    timeoutMs: 10_000,
  })
  if (end === 'exited' && exitCode === 0) return output.trim()
  if (hash.test(ref)) return ref
  throw new OperatorError({
    sentence: `--commit names no commit, got ${ref}.`,
    hint: /not a git repository/.test(errors)
      ? 'This folder is in no git repository: run it in one, or give the hash.'
      : 'Give a revision that git knows here, such as HEAD, or the hash.',
  })
}
