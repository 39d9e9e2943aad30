import type { League } from './leagues.ts';
import { courseChart, leagueChart } from './pictures.ts';
import type { Chapter, Scorecard } from './scorecard.ts';

const STYLE = `
@page { size: A4; margin: 18mm 16mm; }
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 180mm; color: #1b2529; background: #fff; font: 10.5pt/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; font-variant-numeric: tabular-nums; }
h1, h2 { font-family: "Songti SC", "Noto Serif CJK SC", SimSun, serif; line-height: 1.35; break-after: avoid; }
h1 { margin: 8mm 0 1mm; font-size: 24pt; text-align: center; letter-spacing: .04em; }
h2 { margin: 9mm 0 2mm; padding-bottom: 1mm; border-bottom: 1.5pt solid #1d5a70; font-size: 14pt; }
.subtitle { text-align: center; color: #55636a; }
.summary { margin: 6mm 0 0; font-size: 12pt; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 1.1mm 1.6mm; border-bottom: .5pt solid #cfd4d3; text-align: left; vertical-align: top; }
thead th { color: #55636a; font-weight: 500; }
tbody th { font-weight: 500; }
.value { text-align: right; }
.nowrap { white-space: nowrap; }
tr { break-inside: avoid; }
.number { text-align: right; white-space: nowrap; font-weight: 600; }
.BETTER { color: #0b6b4f; } .WORSE { color: #a53a16; }
.sentences { margin: 3mm 0 0; color: #37454b; font-size: 10pt; text-indent: 2em; }
.sentences p { margin: 0; }
figure { margin: 3mm 0 0; break-inside: avoid; } figure svg { width: 100%; height: auto; }
sup a { color: #1d5a70; text-decoration: none; }
ol, .absent { font-size: 9pt; color: #37454b; }
.courses { display: grid; grid-template-columns: 1fr 1fr; gap: 4mm 8mm; }
.courses figure { margin: 0; } .courses figcaption { font-weight: 600; }
.absent ul { columns: 2; column-gap: 8mm; margin: 2mm 0 0; padding-left: 5mm; }
.note { margin: 1mm 0 0; color: #55636a; font-size: 9.5pt; }
`;

/** One page of HTML that needs nothing else, ready to print. */
export function scorecardHtml(card: Scorecard): string {
  return `<!doctype html>
<html lang="${card.locale === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${markup(card.title)}</title><style>${STYLE}</style></head>
<body>
<h1>${markup(card.title)}</h1>
<p class="subtitle">${markup(card.subtitle)}</p>
<p class="summary">${markup(card.summary)}</p>
${card.chapters.map((chapter) => chapterHtml(chapter, card)).join('\n')}
${card.courses.length === 0 ? '' : coursesHtml(card)}
${card.leagues.map((league) => leagueHtml(league)).join('\n')}
${card.absent.length === 0 ? '' : absentHtml(card)}
${card.sources.length === 0 ? '' : sourcesHtml(card)}
</body>
</html>
`;
}

function chapterHtml({ title, lines, sentences }: Chapter, { heads }: Scorecard): string {
  const rows = lines.map(
    ({ name, value, change, verdict, rank, coverage, notes }) =>
      `<tr><th scope="row">${markup(name)}${notes.map((note) => `<sup><a href="#note-${note}">[${note}]</a></sup>`).join('')}</th>` +
      `<td class="number">${markup(value)}</td><td class="${verdict}">${markup(change)}</td><td class="nowrap">${markup(rank)}</td><td class="nowrap">${markup(coverage)}</td></tr>`,
  );
  return `<section><h2>${markup(title)}</h2>
<table><thead><tr>${heads.map((head, at) => `<th scope="col"${at === 1 ? ' class="value"' : ''}>${markup(head)}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>
<div class="sentences">${sentences.map((sentence) => `<p>${markup(sentence)}</p>`).join('')}</div></section>`;
}

function leagueHtml(league: League): string {
  const said = league.places.map(({ place, name, formatted }) => `${place} ${name} ${formatted}`).join(', ');
  return `<section><h2>${markup(league.title)}</h2><figure role="img" aria-label="${markup(said)}">${leagueChart(league).svg}</figure>${withoutHtml(league)}</section>`;
}

const withoutHtml = ({ places }: League): string =>
  places
    .filter(({ value }) => value === null)
    .map(({ name, formatted }) => `<p class="note">${markup(name)} — ${markup(formatted)}</p>`)
    .join('');

const coursesHtml = ({ coursesTitle, courses }: Scorecard): string =>
  `<section><h2>${markup(coursesTitle)}</h2><div class="courses">${courses
    .map(
      (course) =>
        `<figure role="img" aria-label="${markup(course.said)}"><figcaption>${markup(course.title)}</figcaption>${courseChart(course).svg}</figure>`,
    )
    .join('')}</div></section>`;

const absentHtml = ({ absentTitle, absent }: Scorecard): string =>
  `<section class="absent"><h2>${markup(absentTitle)}</h2><ul>${absent
    .map(({ name, reason }) => `<li>${markup(name)} — ${markup(reason)}</li>`)
    .join('')}</ul></section>`;

const sourcesHtml = ({ sourcesTitle, sources }: Scorecard): string =>
  `<section><h2>${markup(sourcesTitle)}</h2><ol>${sources
    .map((source, at) => `<li id="note-${at + 1}">${markup(source)}</li>`)
    .join('')}</ol></section>`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const markup = (text: string): string => text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
