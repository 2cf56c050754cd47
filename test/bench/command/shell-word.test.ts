import { expect, test } from 'vitest'
import { shellWordIn } from '../../../src/bench/index.ts'

test.each([
  ['echo a | cat', '|'],
  ['make && ./run', '&&'],
  ['sync; echo 3', 'sync;'],
  ['sort <words', '<words'],
  ['build 2>errors', '2>errors'],
  ['ls $HOME/x', '$HOME/x'],
  ['ls *.ts', '*.ts'],
  ['ls ~/x', '~/x'],
  [`sh -c 'echo $HOME | cat'`, null],
  ['grep "a|b" words', null],
  ['curl https://example.com/?a=1&b=2', null],
  ['echo a\\;b', null],
  ['node -e "1 > 0"', null],
  ['x --price=$', null],
])('%s', (line, word) => expect(shellWordIn(line)).toBe(word))
