import type { Cell, Envelope, Outcome } from '../../core/index.ts'
import { loadProfile, shippedProfileNames } from '../../profiles/index.ts'
import type { Command } from '../command.ts'

/** The `data` of a `profile list` result. */
export interface ProfileListData {
  profiles: { name: string; extends: string[]; tier: string | null; sections: string[] }[]
}

/** A whole `profile list` result, as `--json` prints it. */
export type ProfileListResult = Envelope<ProfileListData | null>

const labels = new Set(['name', 'source'])

export const command: Command = {
  name: 'list',
  summary: 'the shipped profiles',
  about: ['Each can be used by its name, or extended by a profile of your own.'],
  options: {},
  examples: [{ command: 'lewis-perf profile list', shows: 'names and what is in them' }],
  exitCodes: { 0: 'listed', 2: 'a wrong flag' },
  async run(_input, { world }): Promise<Outcome<ProfileListData>> {
    const profiles: ProfileListData['profiles'] = []
    for (const name of shippedProfileNames) {
      const { profile, chain } = await loadProfile(name, world)
      const sections = Object.keys(profile).filter((key) => !labels.has(key))
      profiles.push({ name, extends: chain.slice(1), tier: profile.sizing?.tier ?? null, sections })
    }
    return {
      headline: `${profiles.length} profiles are shipped: use one with --profile NAME, or extend it in a file of your own.`,
      data: { profiles },
      findings: [],
      tables: [
        {
          title: 'Profiles',
          columns: [
            { key: 'name', title: 'Name' },
            { key: 'extends', title: 'Extends' },
            { key: 'tier', title: 'Tier' },
            { key: 'sections', title: 'Holds' },
          ],
          rows: profiles.map(({ name, extends: bases, tier, sections }): Cell[] => [
            name,
            bases.join(', '),
            tier,
            sections.join(', '),
          ]),
        },
      ],
      warnings: [],
    }
  },
}
