import type { GraphQLSchema } from 'graphql';
import { createBuilder } from './builder.ts';
import { defineCatalogue } from './catalogue/catalogue.ts';
import type { Declarations, Frame } from './frame.ts';
import { defineDataChange } from './imports/data-change.ts';
import { defineImpact } from './imports/impact.ts';
import { defineImportFile } from './imports/import-file.ts';
import { defineImports } from './imports/imports.ts';
import { defineLimits } from './limits/limits.ts';
import { defineRateLimit } from './limits/rate-limit.ts';
import { defineNode, plainFinders } from './node.ts';
import { definePageInfo } from './pages/connection.ts';
import { defineRecords, recordFinders } from './records/records.ts';
import { defineRegion } from './regions/region.ts';
import { defineRegionQueries } from './regions/region-query.ts';
import { defineRegionValues } from './regions/region-values.ts';
import { rejectLater } from './reject-later.ts';
import { defineScalars } from './scalars.ts';
import { createTypes } from './types.ts';
import { defineAssessment } from './values/assessment.ts';
import { defineChange } from './values/change.ts';
import { defineExplanation } from './values/explanation.ts';
import { defineIncomparability } from './values/incomparability.ts';
import { defineIndicatorTable } from './values/indicator-table.ts';
import { defineIndicatorValue } from './values/indicator-value.ts';
import { defineRank } from './values/rank.ts';
import { defineReportedFigure } from './values/reported-figure.ts';
import { defineReporting } from './values/reporting.ts';
import { defineRevisions } from './values/revisions.ts';
import { defineTarget } from './values/target.ts';
import { defineValueParts } from './values/value-parts.ts';
import { defineAudit } from './viewers/audit.ts';
import { guardDoors } from './viewers/guard-doors.ts';
import { defineKeyMutations, defineKeys } from './viewers/keys.ts';
import { defineViewer } from './viewers/viewer.ts';
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
