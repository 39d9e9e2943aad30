import { type FileHandle, open, stat } from 'node:fs/promises';
import { AnlanError, isAnlanError } from '../../kernel/errors.ts';
import { unmarkedUtf16 } from './unmarked-utf16.ts';

export type FileKind = 'csv' | 'xlsx' | 'xls';

const HEAD = 4096;
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/**
 * What a file is by its content, whatever its name says.
 * @throws AnlanError FILE_NOT_FOUND, FILE_UNREADABLE or FILE_EMPTY
 */
export async function fileKind(path: string): Promise<FileKind> {
  const head = await readHead(path);
  if (startsWith(head, ZIP)) return 'xlsx';
  if (startsWith(head, COMPOUND)) return 'xls';
  const text = head.toString('latin1');
  if (text.startsWith('%PDF')) throw unreadable(path, 'PDF', 'a PDF');
  if (/^\s*(<!doctype|<html|<\?xml|<table)/i.test(text.replace(/^\xef\xbb\xbf/, '')))
    throw unreadable(path, '网页', 'a web page');
  const utf16 = startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff]);
  if (!utf16 && head.includes(0) && unmarkedUtf16(head) === null) throw unreadable(path, '二进制文件', 'a binary file');
  return 'csv';
}

async function readHead(path: string): Promise<Buffer> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw notAFile(path, '目录', 'a directory');
    if (!found.isFile()) throw notAFile(path, '设备或管道', 'a device or pipe');
    if (found.size === 0) throw emptyFile(path);
    return await withFile(path, async (file) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
      return buffer.subarray(0, bytesRead);
    });
  } catch (error) {
    throw isAnlanError(error) ? error : fileError(path, error);
  }
}

async function withFile<Result>(path: string, use: (file: FileHandle) => Promise<Result>): Promise<Result> {
  const file = await open(path, 'r');
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** What the operating system said of a file, as an error of the domain. */
export function fileError(path: string, error: unknown): AnlanError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const label = { zh: `没有文件 ${path}`, en: `there is no file ${path}` };
    return new AnlanError('FILE_NOT_FOUND', label, { file: path }, error);
  }
  const denied = code === 'EACCES' || code === 'EPERM';
  const other = code || String(error);
  const label = {
    zh: `${path} 无法读取：${denied ? '没有权限' : other}`,
    en: `${path} cannot be read: ${denied ? 'permission denied' : other}`,
  };
  return new AnlanError('FILE_UNREADABLE', label, { file: path }, error);
}

function emptyFile(path: string): AnlanError {
  const label = { zh: `${path} 没有内容`, en: `nothing to read: ${path} has no content` };
  return new AnlanError('FILE_EMPTY', label, { file: path });
}

function notAFile(path: string, zh: string, en: string): AnlanError {
  const label = {
    zh: `应为 CSV、XLSX 或 XLS 文件；${path} 是${zh}`,
    en: `expected a CSV, XLSX or XLS file; ${path} is ${en}`,
  };
  return new AnlanError('FILE_UNREADABLE', label, { file: path });
}

const unreadable = (path: string, zh: string, en: string): AnlanError =>
  notAFile(path, `${zh}，请先另存为 CSV 或 XLSX`, `${en}; save it as CSV or XLSX first`);

const startsWith = (head: Buffer, bytes: readonly number[]): boolean => bytes.every((byte, at) => head[at] === byte);
