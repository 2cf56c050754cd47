import type { Profile } from '../core/index.ts'

/** A profile as YAML in words (`4GiB`, `1Gbps`, `3600s`) that reads back as the same profile. */
export async function toYaml(profile: Profile): Promise<string> {
  const [{ stringify }, { profileSchema }] = await Promise.all([import('yaml'), import('./schema.ts')])
  const { source: _, ...part } = profile
  // The schema's codecs write what they read; lines are not folded, because a folded name is hard to find.
  return stringify(profileSchema.encode(part), { lineWidth: 0 })
}
