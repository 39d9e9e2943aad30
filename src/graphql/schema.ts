import type { GraphQLSchema } from 'graphql';
import { defineAssessment } from './assessment.ts';
import { defineAudit } from './audit.ts';
import { createBuilder } from './builder.ts';
import { defineCatalogue } from './catalogue.ts';
import { defineChange } from './change.ts';
import { definePageInfo } from './connection.ts';
import { defineDataChange } from './data-change.ts';
import { defineExplanation } from './explanation.ts';
import type { Declarations, Frame } from './frame.ts';
import { guardDoors } from './guard-doors.ts';
import { defineImpact } from './impact.ts';
import { defineImportFile } from './import-file.ts';
import { defineImports } from './imports.ts';
import { defineIncomparability } from './incomparability.ts';
import { defineIndicatorTable } from './indicator-table.ts';
import { defineIndicatorValue } from './indicator-value.ts';
import { defineKeyMutations, defineKeys } from './keys.ts';
import { defineLimits } from './limits.ts';
import { defineNode, plainFinders } from './node.ts';
import { defineRank } from './rank.ts';
import { defineRateLimit } from './rate-limit.ts';
import { defineRecords, recordFinders } from './records.ts';
import { defineRegion } from './region.ts';
import { defineRegionQueries } from './region-query.ts';
import { defineRegionValues } from './region-values.ts';
import { rejectLater } from './reject-later.ts';
import { defineReportedFigure } from './reported-figure.ts';
import { defineReporting } from './reporting.ts';
import { defineRevisions } from './revisions.ts';
import { defineScalars } from './scalars.ts';
import { defineTarget } from './target.ts';
import { createTypes } from './types.ts';
import { defineValueParts } from './value-parts.ts';
import { defineViewer } from './viewer.ts';
import { defineWords } from './words.ts';

/** The schema of the API over the given declarations; needs no database. */
export function createSchema(declarations: Declarations): GraphQLSchema {
  const builder = createBuilder();
  const frame: Frame = {
    builder,
    declarations,
    types: createTypes(builder),
    words: defineWords(builder, declarations.themes),
  };
  builder.queryType({ description: 'Everything that can be asked.' });
  builder.mutationType({
    description: 'Everything that can be changed: keys, and rows by imports of files. The server runs none twice.',
  });
  defineScalars(builder);
  definePageInfo(frame);
  defineNode(frame, { ...plainFinders(frame), ...recordFinders(frame) });
  defineViewer(frame);
  defineRateLimit(frame);
  defineLimits(frame);
  defineKeys(frame);
  defineKeyMutations(frame);
  defineAudit(frame);
  defineRegion(frame);
  defineRegionQueries(frame);
  defineCatalogue(frame);
  defineIndicatorValue(frame);
  defineValueParts(frame);
  defineChange(frame);
  defineIncomparability(frame);
  defineRank(frame);
  defineTarget(frame);
  defineAssessment(frame);
  defineReportedFigure(frame);
  defineExplanation(frame);
  defineRegionValues(frame);
  defineIndicatorTable(frame);
  defineImports(frame);
  defineDataChange(frame);
  defineImportFile(frame);
  defineImpact(frame);
  defineRevisions(frame);
  defineReporting(frame);
  defineRecords(frame);
  return rejectLater(guardDoors(builder.toSchema({})));
}
