import { leagueChart } from './league-chart.ts';
import type { Chapter, League, Scorecard } from './scorecard.ts';

const STYLE = `
@page { size: A4; margin: 18mm 16mm; }
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 180mm; color: #1b2529; background: #fff; font: 11pt/1.7 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; font-variant-numeric: tabular-nums; }
h1, h2 { font-family: "Songti SC", "Noto Serif CJK SC", SimSun, serif; line-height: 1.35; break-after: avoid; }
h1 { margin: 8mm 0 1mm; font-size: 24pt; text-align: center; letter-spacing: .04em; }
h2 { margin: 9mm 0 2mm; padding-bottom: 1mm; border-bottom: 1.5pt solid #1d5a70; font-size: 14pt; }
.subtitle { text-align: center; color: #55636a; }
.summary { margin: 6mm 0 0; font-size: 12pt; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 1.6mm 2mm; border-bottom: .5pt solid #cfd4d3; text-align: left; vertical-align: top; }
thead th { color: #55636a; font-weight: 500; }
tr { break-inside: avoid; }
.number { text-align: right; white-space: nowrap; font-weight: 600; }
.BETTER { color: #0b6b4f; } .WORSE { color: #a53a16; }
.sentences { margin: 3mm 0 0; text-indent: 2em; }
.sentences p { margin: 0; }
figure { margin: 3mm 0 0; break-inside: avoid; } figure svg { width: 100%; height: auto; }
sup a { color: #1d5a70; text-decoration: none; }
ol, .absent { font-size: 9.5pt; color: #37454b; }
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
      `<td class="number">${markup(value)}</td><td class="${verdict}">${markup(change)}</td><td>${markup(rank)}</td><td>${markup(coverage)}</td></tr>`,
  );
  return `<section><h2>${markup(title)}</h2>
<table><thead><tr>${heads.map((head) => `<th scope="col">${markup(head)}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>
<div class="sentences">${sentences.map((sentence) => `<p>${markup(sentence)}</p>`).join('')}</div></section>`;
}

function leagueHtml(league: League): string {
  const said = league.places.map(({ place, name, formatted }) => `${place} ${name} ${formatted}`).join(', ');
  return `<section><h2>${markup(league.title)}</h2><figure role="img" aria-label="${markup(said)}">${leagueChart(league).svg}</figure></section>`;
}

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
