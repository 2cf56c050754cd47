import { expect, test } from 'vitest'
import { run } from '../e2e/installed.ts'
import { digestModels, digestProgram } from './digest-models.ts'

/** Only another model or another meaning of one may change them, never a machine or a Node. */
const pinned = `
79160ad7c994f8b7 poisson
b7191169a21cec03 uniform
8522c3754302318a bursts
2f982a64781f27be pattern
48ea6ae7f175fc75 trace
d4b99e5d356d542b closed
9f6c9e944f0dea1e empirical
700e979ca0b67e81 failing
8ac5c627eef213d4 shared
8c8f99de8a8501f4 weighted
1220cd76c88b5a28 peak-ewma
b9ce6e4a262e02e5 scans
a2c509ff12485238 hpa
9cc14cae1d6d33c8 guide
6b926f6af3f8f353 target-tracking
`.trimStart()

test('the same seed gives the same figures to the last bit', async () => {
  const { output, errors } = await run(process.execPath, [
    ...['--input-type=module', '-e', digestProgram],
    JSON.stringify(digestModels),
  ])
  expect([errors, output]).toEqual(['', pinned])
})
