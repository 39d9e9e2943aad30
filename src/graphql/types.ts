import type { Viewer } from '../access/viewer.ts';
import type { Assessment, AssessmentItem, Standing } from '../engine/assessments/assessment.ts';
import type { SeriesBreak, SeriesPoint } from '../engine/comparisons/break-before.ts';
import type { ValueChange } from '../engine/comparisons/change.ts';
import type { Incomparability } from '../engine/comparisons/incomparability.ts';
import type { Rank } from '../engine/comparisons/rank.ts';
import type { ReportedFigure } from '../engine/comparisons/reported-figure.ts';
import type { Contribution, Explanation, ExplanationPart, MissingReports } from '../engine/explanations/explanation.ts';
import type { Target } from '../engine/goals/target.ts';
import type { EngineRecord } from '../engine/sources/engine-record.ts';
import type { ImportIssue, ImportRecord } from '../engine/sources/provenance.ts';
import type { Slice } from '../engine/values/breakdown-of.ts';
import type { SourceDocument } from '../engine/values/figure.ts';
import type { ValueInterval } from '../engine/values/interval-of.ts';
import type { Coverage, Subject, Value } from '../engine/values/value.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { DefinitionVersion } from '../indicators/version.ts';
import type { Label } from '../kernel/label.ts';
import type { UnitCode } from '../kernel/unit.ts';
import type { Region } from '../regions/region.ts';
import type { Builder } from './builder.ts';
import type { Moment } from './context.ts';
import type { IssueCount } from './imports/import-work.ts';
import type { Page, PageInfo } from './pages/page.ts';

/** A region as it stood at one moment. */
export interface Place {
  readonly moment: Moment;
  readonly region: Region;
}

/** A value that is not fetched before one of its fields is asked for. */
export interface ValueAt {
  readonly moment: Moment;
  readonly subject: Subject;
  /** The value where it is known already: a baseline that was worked back. */
  readonly known?: Value;
  /** Where it stands in a series. */
  readonly point?: SeriesPoint;
}

/** A part of an answer of the engine with the moment it belongs to. */
export type At<Part> = Part & { readonly moment: Moment };

/** A row of a dataset. */
export type RecordAt = At<{ readonly record: EngineRecord }>;

/** A word of a closed list. */
export interface Word {
  readonly code: string;
  readonly label: Label;
}

/** The object types that refer to each other, with what their resolvers are given. */
export function createTypes(builder: Builder) {
  return {
    node: builder.interfaceRef<object>('Node'),
    pageInfo: builder.objectRef<PageInfo>('PageInfo'),
    viewer: builder.objectRef<Viewer>('Viewer'),
    dataVersion: builder.objectRef<Pick<Moment, 'version' | 'asOf'>>('DataVersion'),
    unit: builder.objectRef<UnitCode>('Unit'),
    indicator: builder.objectRef<Indicator>('Indicator'),
    region: builder.objectRef<Place>('Region'),
    regions: builder.objectRef<Page<Place>>('RegionConnection'),
    value: builder.objectRef<ValueAt>('IndicatorValue'),
    coverage: builder.objectRef<Coverage>('Coverage'),
    interval: builder.objectRef<ValueInterval>('Interval'),
    slice: builder.objectRef<Slice & { readonly indicator: Indicator }>('Slice'),
    change: builder.objectRef<At<ValueChange>>('Change'),
    seriesBreak: builder.objectRef<SeriesBreak>('SeriesBreak'),
    incomparability: builder.objectRef<Incomparability>('Incomparability'),
    definitionVersion: builder.objectRef<DefinitionVersion>('DefinitionVersion'),
    assessment: builder.objectRef<At<Assessment>>('Assessment'),
    assessmentItem: builder.objectRef<AssessmentItem>('AssessmentItem'),
    standing: builder.objectRef<Standing>('Standing'),
    target: builder.objectRef<At<Target>>('ValueTarget'),
    rank: builder.objectRef<At<Rank>>('Rank'),
    reportedFigure: builder.objectRef<At<ReportedFigure>>('ReportedFigure'),
    source: builder.objectRef<SourceDocument>('Source'),
    explanation: builder.objectRef<At<Explanation>>('Explanation'),
    explanationPart: builder.objectRef<ExplanationPart>('ExplanationPart'),
    contribution: builder.objectRef<At<Contribution>>('Contribution'),
    import: builder.objectRef<At<ImportRecord>>('Import'),
    issues: builder.objectRef<Page<ImportIssue>>('ImportIssueConnection'),
    issueCount: builder.objectRef<IssueCount>('IssueCount'),
    imports: builder.objectRef<Page<At<ImportRecord>>>('ImportConnection'),
    sources: builder.objectRef<Page<SourceDocument>>('SourceConnection'),
    record: builder.interfaceRef<RecordAt>('Record'),
    records: builder.objectRef<Page<RecordAt>>('RecordConnection'),
    choice: builder.objectRef<Word>('Choice'),
    missingReports: builder.objectRef<At<MissingReports>>('MissingReports'),
  };
}

export type Types = ReturnType<typeof createTypes>;
