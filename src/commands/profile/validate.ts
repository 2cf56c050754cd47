import type { Envelope, Outcome } from '../../core/index.ts'
import { type ProfileProblem, problemSentence, validateProfile } from '../../profiles/index.ts'
import type { Command } from '../command.ts'

/** The `data` of a `profile validate` result. */
export interface ProfileValidateData {
  profile: string
  problems: ProfileProblem[]
}

/** A whole `profile validate` result, as `--json` prints it. */
export type ProfileValidateResult = Envelope<ProfileValidateData | null>

export const command: Command = {
  name: 'validate',
  summary: 'every mistake in a profile file',
  about: [
    'Reads the file and all that it extends, and shows each mistake with line, column and what to write instead.',
  ],
  options: {},
  operands: [{ name: 'file', description: 'profile file (or the name of a shipped one)', required: true }],
  examples: [
    { command: 'lewis-perf profile validate my.yaml', shows: 'every mistake, or that there is none' },
  ],
  exitCodes: { 0: 'no mistakes', 2: 'mistakes, or no such file' },
  async run(_input, { operands, world }): Promise<Outcome<ProfileValidateData>> {
    const profile = operands[0] ?? ''
    const problems = await validateProfile(profile, world)
    const name = profile === '-' ? 'Standard input' : profile
    const count = problems.length === 1 ? '1 mistake' : `${problems.length} mistakes`
    return {
      headline: problems.length === 0 ? `${name} is a valid profile.` : `${name} has ${count}.`,
      data: { profile, problems },
      findings: problems.map((problem) => ({
        id: 'profile.mistake',
        instance: `${problem.source}:${problem.line}:${problem.column}`,
        title: problemSentence(problem),
        status: 'fail',
        because: problem.hint,
        evidence: {},
      })),
      tables: [],
      warnings: [],
      ...(problems.length === 0 ? {} : { exitCode: 2 }),
    }
  },
}
