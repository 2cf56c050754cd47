import type { Profile } from '../core/index.ts'
import { writeYaml } from './write-yaml.ts'

/** A profile as YAML in words (`4GiB`, `1Gbps`, `3600s`) that reads back as the same profile. */
export async function toYaml(profile: Profile): Promise<string> {
  const { profileSchema } = await import('./schema.ts')
  const { source: _, ...part } = profile
  // The codecs of the schema write what they read.
  return writeYaml(profileSchema.encode(part))
}
