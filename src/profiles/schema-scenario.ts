import { line, oneOf, plainName } from './kind.ts'
import { amount } from './kind-of-number.ts'
import { guideSeconds } from './kind-of-quantity.ts'
import { anyText, headerName, jsonScalar, pointer, thinkSpan } from './kind-of-request.ts'
import { anything, as, leaf, listOf, mapOf, section } from './schema-section.ts'

const think = leaf(thinkSpan, 'The pause of a user after it: 2s, or 1s..3s for one between the two.')
const header = leaf(anyText, 'Its value.')

const step = section('One request of a scenario. Texts may hold ${variable}.', {
  name: leaf(line(100), 'What results and limits call it; method and path when left out.'),
  request: leaf(line(4000), 'Method and path: POST /api/v1/scan/web.'),
  weight: leaf(amount(1e6), 'Its share in a mix (1).'),
  headers: mapOf('Its headers by name.', headerName, header),
  json: anything('The body, sent as JSON.'),
  form: mapOf('The body as fields of a form.', plainName, leaf(anyText, 'The value of the field.')),
  body: leaf(anyText, 'The body as it is.'),
  expect: section('What the answer has to be; one that is not counts as failed.', {
    status: leaf(anyText, 'Its status: 200, 2xx, or several: 200, 202. Below 400 when left out.'),
    headers: mapOf(
      'What headers have to be.',
      headerName,
      leaf(anyText, 'The value, or ~ and a regular expression.'),
    ),
    body: leaf(anyText, 'A text that is in the body, or ~ and a regular expression.'),
    json: mapOf('Values in a JSON body, by JSON pointer.', pointer, leaf(jsonScalar, 'The value.')),
  }),
  extract: mapOf(
    'Values that later steps use as ${name}.',
    plainName,
    section('Where the value is.', {
      json: leaf(pointer, 'JSON pointer into the body: /scan_id.'),
      header: leaf(headerName, 'A header.'),
      matches: leaf(anyText, 'A regular expression: its first group is the value.'),
    }),
  ),
  think,
  poll: section('Repeats the request until the job that the step before began is done.', {
    job: leaf(line(100), 'What the result calls the jobs; the name of the step and job when left out.'),
    json: leaf(pointer, 'JSON pointer to the state of the job: /status.'),
    until: listOf('States in which it is done.', leaf(anyText, 'A state: completed.')),
    failed: listOf('States in which it has failed.', leaf(anyText, 'A state: failed.')),
    every: as('everySeconds', leaf(guideSeconds, 'How often to ask (1s).')),
    timeout: as('timeoutSeconds', leaf(guideSeconds, 'When to give the job up (5m).')),
  }),
})

/** What users do, for loadtest --scenario. */
export const scenarios = mapOf(
  'What users do, by name: lewis-perf loadtest URL --scenario NAME.',
  plainName,
  section('What one user does: steps in order, or requests by their weights.', {
    about: leaf(line(500), 'What it stands for.'),
    variables: mapOf(
      'Data: ${name.column} is the value in the row that is drawn.',
      plainName,
      section('Rows from a file.', {
        file: leaf(line(1000), 'CSV with a header, or JSON lines (.jsonl); relative to the profile.'),
        order: leaf(
          oneOf('sequential', 'random', 'unique'),
          'Rows one after the other and round again, at random, or each once (sequential).',
        ),
        per: leaf(oneOf('user', 'turn'), 'Whether a user keeps its row, or each turn has its own (turn).'),
      }),
    ),
    headers: mapOf('Headers of every request but those of the login.', headerName, header),
    login: listOf('Done once by each user, before all else; its extracted values stay with the user.', step),
    steps: listOf('A journey: done one after the other.', step),
    requests: listOf('A mix: one of them each time, by their weights.', step),
    think,
  }),
)
