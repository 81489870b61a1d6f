import { fileStorage } from '../../src/storage/file.js';
import { tasksOn } from './writing.js';

const [folder = '', task = '', name = ''] = process.argv.slice(2);

await tasksOn(fileStorage(folder), name)[task]?.();
