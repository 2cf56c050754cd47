import { describe, expect, it } from 'vitest'
import { OperatorError } from '../../src/core/index.ts'

describe("an operator's mistake", () => {
  it('says what happened and what to do, and exits with 2', () => {
    const error = new OperatorError({ sentence: 'The file is empty.', hint: 'Give another.' })
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({
      name: 'OperatorError',
      message: 'The file is empty.',
      sentence: 'The file is empty.',
      hint: 'Give another.',
      exitCode: 2,
    })
    expect('cause' in error).toBe(false)
  })

  it('may say why, and that it could not measure', () => {
    const cause = new Error('ENOENT')
    const error = new OperatorError({ sentence: 'No answer.', hint: 'Start it.', exitCode: 3, cause })
    expect(error.cause).toBe(cause)
    expect(error.exitCode).toBe(3)
  })
})
