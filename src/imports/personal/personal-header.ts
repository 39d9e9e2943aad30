import { normaliseHeader } from '../../kernel/chinese.ts';

const PERSONAL =
  /姓名$|身份证|身份号|证件号|护照号|电话|手机|联系方式|住址|户籍地|居住地址|家庭地址|详细地址|通讯地址|微信号|qq号|邮箱|银行卡|银行账|^(?:报警|报案|申请|被申请|联系|当事|投诉|举报|求助|受害|被害|嫌疑|反映|被举报|被投诉|报料|来访|信访|上访|户籍|调查|被害|侵权|被侵权|纠纷)人$|^(?:户主|业主|房东|租客|伤者|死者|当事人\d?|[甲乙丙]方)$|姓名/;

/** The header of a column of direct identifiers, which are dropped as they are read. */
export const isPersonalHeader = (header: string): boolean => PERSONAL.test(normaliseHeader(header));
