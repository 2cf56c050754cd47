import { resolve } from 'node:path'
import { OperatorError, type World } from '../core/index.ts'
import { quote } from './problem.ts'
import { readProfileFile } from './read-profile-file.ts'
import { isProfilePath } from './shipped-profile.ts'

/** A profile as it was written, comments and all; throws an OperatorError when its file cannot be read. */
export async function profileSourceText(
  name: string,
  world: Pick<World, 'files' | 'directory'>,
): Promise<string> {
  if (!isProfilePath(name)) {
    const { shippedTexts } = await import('./shipped-texts.ts')
    return shippedTexts[name] ?? ''
  }
  const text = readProfileFile(resolve(world.directory, name), world.files)
  if (text.ok) return text.value
  throw new OperatorError({ sentence: `The profile ${quote(name)} ${text.problem}.`, hint: text.hint })
}
