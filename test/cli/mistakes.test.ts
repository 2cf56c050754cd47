import { describe, expect, test } from 'vitest'
import { run, workload } from './run-main.ts'

describe('a mistake on the command line ends in two lines and exit 2', () => {
  const cases: [argv: string[], error: string, hint: string][] = [
    [
      [],
      'No command was given after lewis-perf.',
      'Choose one of size, bench, loadtest, diagnose, monitor, calc, simulate, recommend-scale, explain, profile, report, completion; lewis-perf --help tells what each does.',
    ],
    [['siez'], 'lewis-perf has no command "siez".', 'Did you mean size?'],
    [
      ['nonsense'],
      'lewis-perf has no command "nonsense".',
      'Choose one of size, bench, loadtest, diagnose, monitor, calc, simulate, recommend-scale, explain, profile, report, completion.',
    ],
    [['--frmat', 'json'], 'lewis-perf has no option --frmat.', 'Did you mean --format?'],
    [['size', '--user', '3'], 'lewis-perf size has no option --user.', 'Did you mean --users?'],
    [
      ['size', '--users'],
      '--users needs a value.',
      'Write --users <n>; lewis-perf size --help has examples.',
    ],
    [
      ['size', ...workload, '--output'],
      '--output needs a value.',
      'Write -o, --output <[fmt=]file>; lewis-perf size --help has examples.',
    ],
    [['size', 'extra'], 'lewis-perf size has no command "extra".', 'Choose one of calibrate.'],
    [['size', 'calibrte'], 'lewis-perf size has no command "calibrte".', 'Did you mean calibrate?'],
    [
      ['bench', 'history', 'show', 'a', 'b'],
      'lewis-perf bench history show takes no further word, got "b".',
      'Run lewis-perf bench history show --help.',
    ],
    [
      ['profile'],
      'No command was given after lewis-perf profile.',
      'Choose one of list, show, validate, init, schema; lewis-perf profile --help tells what each does.',
    ],
    [['profile', 'shwo'], 'lewis-perf profile has no command "shwo".', 'Did you mean show?'],
    [['profile', 'show'], 'lewis-perf profile show needs PROFILE.', 'Run lewis-perf profile show --help.'],
    [['report'], 'lewis-perf report needs FILE.', 'Run lewis-perf report --help.'],
    [
      ['diagnose', 'process', '12', '--quick'],
      'process has no option --quick: it belongs to diagnose.',
      'Leave it out, or see lewis-perf diagnose process --help.',
    ],
    [
      ['diagnose', 'process', '12', '--heap', '--cpu-profile'],
      '--cpu-profile needs a value.',
      'Write --cpu-profile <duration>; lewis-perf diagnose process --help has examples.',
    ],
    [
      ['diagnose', 'process', '12', '--heap=snapshots'],
      '--heap is not one of its values, got "snapshots".',
      'Did you mean snapshot?',
    ],
    [
      ['diagnose', '--quick', '--window', '3s'],
      '--quick and --window do not fit together: one sample has no window.',
      'Leave out --quick for rates, or --window for gauges.',
    ],
    [
      ['diagnose', '--window', '3'],
      '--window needs a unit of time, got "3".',
      'Write a number with a unit: 100us, 250ms, 3s, 5m, 2h, 7d, 4w or 1h30m.',
    ],
    [
      ['diagnose', '--window', '1ms'],
      '--window is too short for a rate, got "1ms".',
      'Give 100ms to 1h; 3s is the default, 10s is surer.',
    ],
    [
      ['diagnose', 'web1'],
      'diagnose takes a further word only with --diff, got "web1".',
      'For a process write: lewis-perf diagnose process NAME. For a host: --host NAME.',
    ],
    [
      ['diagnose', '--diff', 'a.json'],
      '--diff compares two files, got 1.',
      'Write lewis-perf diagnose --diff OLD.json NEW.json.',
    ],
    [
      ['diagnose', '--diff', 'a.json', 'b.json', '--all'],
      '--diff reads saved results, and --all changes nothing there.',
      'Leave it out, or give it to the runs that are compared.',
    ],
    [
      ['diagnose', '--diff', 'a.json', 'b.json'],
      'a.json was not read: there is no such file.',
      'Give a file that lewis-perf diagnose wrote with --json.',
    ],
    [
      ['diagnose', '--facts', 'a.json', '--host', 'b'],
      '--facts and --host do not fit together: facts are read, not collected.',
      'Leave one of the two out.',
    ],
    [
      ['diagnose', '--facts', 'no.json'],
      'no.json was not read: there is no such file.',
      'Give a file that lewis-perf wrote with --save-facts.',
    ],
    [
      ['diagnose', '--hosts', 'no.txt'],
      'no.txt was not read: there is no such file.',
      'Give --hosts a file with a host a line.',
    ],
    [
      ['diagnose', '--parallel', '3'],
      '--parallel is for several hosts, and there is none.',
      'Give --host or --hosts, or leave it out.',
    ],
    [
      ['diagnose', '--skip', 'disk.spce', '--quick'],
      'There is no check disk.spce that could be skipped.',
      'Did you mean disk.space?',
    ],
    [
      ['diagnose', '--skip', 'disk'],
      '--skip is not the id of a check, got "disk".',
      'Write an id such as disk.space, or ID:INSTANCE as disk.space:/var.',
    ],
    [['explain', 'cpu.utilisation'], 'There is no check cpu.utilisation.', 'Did you mean cpu.utilization?'],
    [['completion', 'csh'], 'SHELL is not one of its values, got "csh".', 'Did you mean zsh?'],
    [
      ['size', '--users', 'NaN'],
      '--users is not a number, got "NaN".',
      'Write one number, a list 1,2,4 or a range 10..200:10.',
    ],
    [['size', '--users', '-1'], '--users must be at least 0, got "-1".', 'Write a number from 0 on.'],
    [
      ['size', '--users', '1e309'],
      '--users is too large to be a number, got "1e309".',
      'Write one number, a list 1,2,4 or a range 10..200:10.',
    ],
    [
      ['size', '--users', ''],
      '--users is not a number, got "".',
      'Write one number, a list 1,2,4 or a range 10..200:10.',
    ],
    [
      ['size', '--users', '200..10:10'],
      '--users is a reversed range, got "200..10:10".',
      'Write the smaller number first: 10..200:10.',
    ],
    [
      ['size', '--memory-per-user', '80'],
      '--memory-per-user needs a unit of size, got "80".',
      'Write a number with a unit: 512MB (decimal), 512MiB (binary) or 4Gi.',
    ],
    [
      ['size', '--memory-per-user', '80 parsecs'],
      '--memory-per-user is not a size, got "80 parsecs".',
      'Write a number with a unit: 512MB (decimal), 512MiB (binary) or 4Gi.',
    ],
    [['size', '--model', 'gide'], '--model is not one of its values, got "gide".', 'Did you mean guide?'],
    [
      ['size', '--users', '1'],
      'size needs to know the workload, got no --scans-per-hour and no --retention-days.',
      'Try: lewis-perf size --scans-per-hour 100 --users 20 --retention-days 365',
    ],
    [
      ['size', ...workload, '--zones', '3'],
      '--zones says nothing without --instance.',
      'Add --instance 8c16g, or leave --zones out.',
    ],
    [
      ['size', ...workload, '--months', '3'],
      '--months says nothing without --growth.',
      'Add --growth 5%/month, or leave --months out.',
    ],
    [
      ['size', ...workload, '--instance', '4c8g', '--zones', '2', '--redundancy', 'n+2'],
      '2 zones cannot lose 2 of them and still run, got n+2 in 2 zones.',
      'Use fewer spare zones (at most n+1) or more zones.',
    ],
    [
      ['size', '--scans-per-hour', '0..999999', '--users', '1', '--retention-days', '1'],
      'The what-if has too many workloads, at most 100000 without --force, got 1000000.',
      'Use larger steps, or add --force -o FILE.csv.',
    ],
    [
      ['size', ...workload, '--model', 'demand', '--gb-per-day', '1'],
      'Model demand needs measured unit costs, got none for --cpu-seconds-per-scan, --memory-per-user, --base-memory, --mbit-per-scan.',
      'Measure them and give those flags or the profile section unitCosts, or use --model guide for an estimate.',
    ],
    [
      ['size', ...workload, '--json', '--format', 'csv'],
      '--json and --format csv contradict each other.',
      'Leave one out, or write one of them to a file: -o csv=FILE.',
    ],
    [['size', ...workload, '-q', '-v'], '--quiet and --verbose contradict each other.', 'Leave one out.'],
    [
      ['size', ...workload, '-o', 'plan'],
      '--output has no ending that tells its format, got "plan".',
      'Use one of .txt .json .md .csv .xml .html .htm .svg, or write FMT=FILE with table, json, markdown, csv, junit, github, html, svg.',
    ],
    [
      ['size', ...workload, '-o', 'jsn=x'],
      '--output is not one of its values, got "jsn=x".',
      'Did you mean json?',
    ],
    [
      ['size', ...workload, '-o', 'json=-', '-o', 'csv=-'],
      'Standard output can carry one format, got several -o for it.',
      'Give the others a file: -o FMT=FILE.',
    ],
    [
      ['size', ...workload, '-o', 'a.json', '-o', 'a.json'],
      'Two results would be written to one file, got a.json twice.',
      'Give each a file of its own.',
    ],
    [
      ['size', ...workload, '--profile', 'lewiss'],
      'There is no shipped profile of this name, got lewiss.',
      'Did you mean lewis? Shipped are high-performance, lewis, minimum, recommended, web-service; a file is named by its path, as ./mine.yaml.',
    ],
    [
      ['size', ...workload, '--emit', 'kubernets'],
      '--emit is not one of its values, got "kubernets".',
      'Did you mean kubernetes?',
    ],
    [
      ['size', ...workload, '--emit', 'env', '--emit', 'compose'],
      'Only one --emit can go to standard output, got several without a file.',
      'Give the others a file: --emit kubernetes=deploy.yaml.',
    ],
    [
      ['report', 'gone.json'],
      'gone.json was not read: there is no such file.',
      'Give a file that lewis-perf wrote with --json or -o FILE.json.',
    ],
    [['size', '--users', '5', '--users', '6'], '--users was given twice, got "5" and "6".', 'Give it once.'],
    [
      ['--format', 'csv', 'size', '--users', '5', '--format', 'json', '--format', 'csv'],
      '--format was given twice, got "csv" and "json".',
      'Give it once.',
    ],
  ]
  test.each(cases)('%j', async (argv, sentence, hint) => {
    const { exitCode, output, errors } = await run(argv)
    expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: `error: ${sentence}\nhint: ${hint}\n` })
    const asksForJson = argv.some((word) => word === '--json' || word === 'json=-')
    expect(output === '').toBe(!asksForJson)
  })
})
