import type { World } from '../core/index.ts'
import { type ProfileProblem, quote } from './problem.ts'
import type { ProfileFile } from './profile-text.ts'
import type { LoadedProfile } from './resolve-chain.ts'
import { isProfilePath, shippedProfile, unknownProfileError } from './shipped-profile.ts'

/** The profile of a shipped name or a path, with all that it extends; throws an OperatorError that names file, line and column. */
export async function loadProfile(
  name: string,
  world: Pick<World, 'files' | 'directory'>,
): Promise<LoadedProfile> {
  if (!isProfilePath(name)) return shippedOrThrow(name)
  // Only the operator's own files need yaml and zod, which take longer to load than all the rest.
  const { loadProfileFile } = await import('./profile-file.ts')
  return loadProfileFile(name, world)
}

/** Every problem of the profile at a path, in the order of its text; none for a shipped name. */
export async function validateProfile(
  name: string,
  world: Pick<World, 'files' | 'directory'>,
): Promise<ProfileProblem[]> {
  if (!isProfilePath(name)) {
    shippedOrThrow(name)
    return []
  }
  const { profileFileProblems } = await import('./profile-file.ts')
  return profileFileProblems(name, world)
}

/** One profile file on its own, neither merged nor complete; throws an OperatorError on its first problem. */
export async function parseProfileText(text: string, source: string): Promise<ProfileFile> {
  const profileText = await import('./profile-text.ts')
  return profileText.parseProfileText(text, source)
}

function shippedOrThrow(name: string): LoadedProfile {
  const loaded = shippedProfile(name)
  if (loaded === null) throw unknownProfileError(quote(name), name)
  return loaded
}
