import { expect, test, vi } from 'vitest'
import { loadProfile, profileTemplate, shippedProfileNames } from '../../src/profiles/index.ts'
import { profileWorld } from './profile-world.ts'

vi.mock('zod', () => {
  throw new Error('zod was loaded')
})
vi.mock('yaml', () => {
  throw new Error('yaml was loaded')
})

test('shipped profiles need neither yaml nor zod', async () => {
  for (const name of shippedProfileNames)
    await expect(loadProfile(name, profileWorld({}))).resolves.toBeDefined()
  expect(profileTemplate()).not.toBe('')
})

test("the operator's own files do", async () => {
  const world = profileWorld({ 'mine.yaml': 'name: mine\n' })
  await expect(loadProfile('mine.yaml', world)).rejects.toThrow()
})
