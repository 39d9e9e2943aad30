import {
  AlignmentType,
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  ImageRun,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { League } from './leagues.ts';
import { courseChart, leagueChart, type Picture } from './pictures.ts';
import { createRaster } from './raster.ts';
import type { Chapter, Line, Scorecard } from './scorecard.ts';

const COLOURS = { BETTER: '0B6B4F', WORSE: 'A53A16', SAME: '1B2529', NOT_JUDGED: '1B2529' } as const;
const FONT = { ascii: 'Calibri', eastAsia: 'Microsoft YaHei', hAnsi: 'Calibri' };
const PICTURE_WIDTH = 560;
const COURSE_WIDTH = 440;
/** A transparent dot where there is no PNG for programs that cannot draw SVG; the tables say the same. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

type Raster = ReturnType<typeof createRaster>;

/** The scorecard as a Word document; printed figures stand in its footnotes. */
export function scorecardWord(card: Scorecard): Promise<Buffer> {
  const raster = card.courses.length + card.leagues.length === 0 ? null : createRaster();
  return Packer.toBuffer(
    new Document({
      title: card.title,
      creator: 'Anlan',
      styles: { default: { document: { run: { font: FONT, size: 22 } } } },
      footnotes: Object.fromEntries(card.sources.map((text, at) => [at + 1, { children: [new Paragraph(text)] }])),
      sections: [
        {
          children: [
            new Paragraph({ text: card.title, heading: HeadingLevel.TITLE, alignment: AlignmentType.CENTER }),
            new Paragraph({ text: card.subtitle, alignment: AlignmentType.CENTER }),
            new Paragraph({ text: card.summary, spacing: { before: 240 } }),
            ...card.chapters.flatMap((chapter) => chapterOf(chapter, card)),
            ...(card.courses.length === 0 ? [] : [heading(card.coursesTitle)]),
            ...card.courses.flatMap((course) => [
              caption(course.title),
              pictureOf(courseChart(course), course.said, raster, COURSE_WIDTH),
            ]),
            ...card.leagues.flatMap((league) => leagueOf(league, card, raster)),
            ...(card.absent.length === 0 ? [] : [heading(card.absentTitle)]),
            ...card.absent.map(
              ({ name, reason }) => new Paragraph({ text: `${name} — ${reason}`, bullet: { level: 0 } }),
            ),
          ],
        },
      ],
    }),
  );
}

const caption = (text: string): Paragraph =>
  new Paragraph({ children: [new TextRun({ text, bold: true })], keepNext: true, spacing: { before: 160 } });

/** @param said what a reader hears who does not see it */
function pictureOf(picture: Picture, said: string, raster: Raster, width = PICTURE_WIDTH): Paragraph {
  return new Paragraph({
    children: [
      new ImageRun({
        type: 'svg',
        data: Buffer.from(picture.svg),
        transformation: { width, height: Math.round((picture.height * width) / picture.width) },
        fallback: { type: 'png', data: raster === null ? DOT : raster(picture) },
        altText: { name: 'chart', description: said },
      }),
    ],
  });
}

const heading = (text: string): Paragraph =>
  new Paragraph({ text, heading: HeadingLevel.HEADING_1, spacing: { before: 360, after: 120 } });

function chapterOf({ title, lines, sentences }: Chapter, { heads }: Scorecard): readonly (Paragraph | Table)[] {
  return [
    heading(title),
    tableOf([headRow(heads), ...lines.map(lineRow)]),
    ...sentences.map((text) => new Paragraph({ text, indent: { firstLine: 440 }, spacing: { before: 80 } })),
  ];
}

function lineRow({ name, value, change, verdict, rank, coverage, notes }: Line): TableRow {
  return new TableRow({
    cantSplit: true,
    children: [
      new TableCell({
        children: [
          new Paragraph({ children: [new TextRun(name), ...notes.map((note) => new FootnoteReferenceRun(note))] }),
        ],
      }),
      cell(value, { bold: true, right: true }),
      cell(change, { color: COLOURS[verdict] }),
      cell(rank),
      cell(coverage),
    ],
  });
}

function leagueOf(league: League, { leagueHeads }: Scorecard, raster: Raster): readonly (Paragraph | Table)[] {
  const said = league.places.map(({ place, name, formatted }) => `${place} ${name} ${formatted}`).join('; ');
  return [
    heading(league.title),
    pictureOf(leagueChart(league), said, raster),
    tableOf([
      headRow(leagueHeads),
      ...league.places.map(
        ({ place, name, formatted }) =>
          new TableRow({ cantSplit: true, children: [cell(place), cell(name), cell(formatted, { right: true })] }),
      ),
    ]),
  ];
}

const tableOf = (rows: readonly TableRow[]): Table =>
  new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows: [...rows] });

const headRow = (heads: readonly string[]): TableRow =>
  new TableRow({ tableHeader: true, children: heads.map((head) => cell(head, { bold: true })) });

interface Look {
  readonly bold?: boolean;
  readonly right?: boolean;
  readonly color?: string;
}

function cell(text: string, { bold = false, right = false, color = '1B2529' }: Look = {}): TableCell {
  return new TableCell({
    children: [
      new Paragraph({
        alignment: right ? AlignmentType.RIGHT : AlignmentType.LEFT,
        children: [new TextRun({ text, bold, color })],
      }),
    ],
  });
}
