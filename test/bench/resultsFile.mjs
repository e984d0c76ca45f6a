import fs from 'node:fs';
import { benchPath } from './paths.mjs';

const FILE = benchPath('RESULTS.md');

/** The results as one page; what a person has to say about them stands in NOTES.md. */
export function page(machine, goals, parts) {
  const notes = fs.readFileSync(benchPath('NOTES.md'), 'utf8').trim();
  const head = [
    '# Results of `npm run bench`',
    'Made by the program: run it again instead of editing. What is said about the numbers comes from NOTES.md.',
    machine.map((line) => `- ${line}`).join('\n'),
  ];
  if (goals) head.push(`## Goals\n\n${goals}`);
  return `${[...head, notes, ...parts].join('\n\n')}\n`;
}

/** Writes the page in one go. @returns its path */
export function writeResults(text) {
  const temporary = `${FILE}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(temporary, text);
    fs.renameSync(temporary, FILE);
  } finally {
    fs.rmSync(temporary, { force: true });
  }
  return FILE;
}
