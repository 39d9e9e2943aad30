import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types for the operations of schema/operations, from the published schema: no server and no database needed. */
const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: 'schema/operations/*.graphql',
  importExtension: '.ts',
  generates: {
    'schema/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: { DateTime: 'string', Date: 'string', Period: 'string' },
      },
    },
  },
};

export default config;
