import { messageOf } from './loop.ts'
import type { SuiteCase } from './registry.ts'

/** Runs `act` between the set-up and the teardown of a case. Rejects with what `act` threw, or with which of the two failed and why. */
export async function aroundCase<T>({ options }: SuiteCase, act: () => Promise<T>): Promise<T> {
  await step('setup', options.setup)
  try {
    return await act()
  } finally {
    await step('teardown', options.teardown)
  }
}

async function step(what: string, run: (() => unknown) | undefined): Promise<void> {
  try {
    await run?.()
  } catch (error) {
    throw new Error(`its ${what} failed: ${messageOf(error)}`, { cause: error })
  }
}
