-- Templates in our own words, to start from and to change; rows only, in tables that no older code reads.
insert into template (id, type_key, name, locale) values ('94c811a2-20a6-5669-a309-8259298d1f93', 'sales', 'Sale of goods', 'en');
insert into template_clause (id, template_id, position, depth, heading, text) values
    ('8610641f-1335-58f1-917b-362d5d6b663b', '94c811a2-20a6-5669-a309-8259298d1f93', 0, 1, 'Subject', 'The Seller sells and the Buyer buys the goods named in the order attached to this contract, in the quantities and of the specifications stated there.'),
    ('4d308f5b-9637-538e-b3e0-a48d96963103', '94c811a2-20a6-5669-a309-8259298d1f93', 1, 1, 'Price and payment', 'The price is the contract amount. It includes packing and, unless the order says otherwise, carriage and taxes.'),
    ('b7d80604-8d60-5718-8666-f17da14ba4b2', '94c811a2-20a6-5669-a309-8259298d1f93', 2, 2, null, 'The Buyer pays each instalment of the payment schedule on its due date to the account that the Seller has notified in writing.'),
    ('3046d5ba-2e2f-5844-b196-0aed10245aa4', '94c811a2-20a6-5669-a309-8259298d1f93', 3, 2, null, 'The Seller issues a proper invoice for each instalment at least ten working days before it is due.'),
    ('90f87a50-d3b5-5166-a447-2db1b07d81df', '94c811a2-20a6-5669-a309-8259298d1f93', 4, 1, 'Delivery', 'The Seller delivers to the place named in the order within the agreed time and gives notice of the dispatch three working days ahead.'),
    ('d7d4a349-630d-5e76-89d0-9573ef88e18a', '94c811a2-20a6-5669-a309-8259298d1f93', 5, 2, null, 'Risk passes to the Buyer when the goods are handed over at that place.'),
    ('818060a2-d9a2-55d9-837a-5b6e997fb50e', '94c811a2-20a6-5669-a309-8259298d1f93', 6, 2, null, 'Title passes to the Buyer when the goods have been paid for in full.'),
    ('c3ae853a-6f50-5845-95e0-041cc9c0e0aa', '94c811a2-20a6-5669-a309-8259298d1f93', 7, 1, 'Inspection and acceptance', 'The Buyer inspects the goods within ten working days of delivery and tells the Seller in writing of any visible defect or shortage. Goods for which no notice was given in that time count as accepted.'),
    ('0b70f961-e86e-599a-a0b1-f7469f49eeec', '94c811a2-20a6-5669-a309-8259298d1f93', 8, 1, 'Warranty', 'The Seller warrants for twelve months from acceptance that the goods conform to the specification and are free from defects in material and workmanship.'),
    ('a80932fe-acc6-52e9-bd68-e5f0aa945ea7', '94c811a2-20a6-5669-a309-8259298d1f93', 9, 2, null, 'The Seller repairs or replaces defective goods at its own cost within fifteen working days of notice. If it does not, the Buyer may return them and recover what was paid for them.'),
    ('54ce7f15-f0a4-5f88-9147-0c195c06c83b', '94c811a2-20a6-5669-a309-8259298d1f93', 10, 1, 'Late performance', 'A party that delivers or pays late owes the other five ten-thousandths of the late amount for each day of delay, up to ten per cent of the contract amount.'),
    ('a5521735-11bc-54d3-ae49-5ddf0b85a23e', '94c811a2-20a6-5669-a309-8259298d1f93', 11, 1, 'Force majeure', 'A party hindered by an event that it could neither foresee nor avoid is excused for as long as the event lasts, provided that it tells the other party within five working days and shows proof.'),
    ('a8fd06e0-7ff4-58b9-85a6-109be35d7b07', '94c811a2-20a6-5669-a309-8259298d1f93', 12, 1, 'Termination', 'Either party may terminate this contract by written notice if the other is in material breach and has not put it right within thirty days of being asked to.'),
    ('fee420db-45dd-57e0-a7ee-c3784811e858', '94c811a2-20a6-5669-a309-8259298d1f93', 13, 1, 'Disputes', 'The parties first try to settle a dispute by talks. Failing that within thirty days, either may bring it before the competent court at the domicile of the defendant.'),
    ('743dd874-1b59-545d-9c53-7f44eecd2620', '94c811a2-20a6-5669-a309-8259298d1f93', 14, 1, 'General', 'Changes need the written form and the signatures of both parties. This contract takes effect when both have signed it; each keeps one original.');

insert into template (id, type_key, name, locale) values ('7e7b1bba-f5cd-5315-8250-cd55c135c558', 'sales', '产品销售合同', 'zh-CN');
insert into template_clause (id, template_id, position, depth, heading, text) values
    ('24fa6abd-0b94-5c44-b307-8c9b9ab309a7', '7e7b1bba-f5cd-5315-8250-cd55c135c558', 0, 1, '标的', '卖方向买方出售、买方向卖方购买本合同所附订单载明的货物，品名、规格、数量以订单为准。'),
    ('ad1cd7a7-fa17-575d-be37-d076f10a07db', '7e7b1bba-f5cd-5315-8250-cd55c135c558', 1, 1, '价款与支付', '合同价款为本合同载明的总金额，除订单另有约定外，已包含包装、运输费用及税费。'),
    ('1f9a7677-1b5e-5b71-8e2f-cbb8c82ef608', '7e7b1bba-f5cd-5315-8250-cd55c135c558', 2, 2, null, '买方应按收付款计划约定的日期，将各期款项支付至卖方书面指定的账户。'),
    ('7d047c36-c787-54ea-930a-528ee61056d7', '7e7b1bba-f5cd-5315-8250-cd55c135c558', 3, 2, null, '卖方应在每期款项到期前十个工作日向买方开具合法有效的发票。'),
    ('e3d1c82a-7390-5f80-a9cd-1b6d5d19ee3d', '7e7b1bba-f5cd-5315-8250-cd55c135c558', 4, 1, '交付', '卖方应在约定期限内将货物运至订单载明的地点，并提前三个工作日书面通知发货安排。'),
    ('5c53cedb-1c3e-5816-ae81-b2c90ee30b62', '7e7b1bba-f5cd-5315-8250-cd55c135c558', 5, 2, null, '货物毁损、灭失的风险自货物在交付地点交接时起由买方承担。'),
    ('b6196df4-9d23-5b30-899a-c4b7a8132ec9', '7e7b1bba-f5cd-5315-8250-cd55c135c558', 6, 2, null, '买方付清全部价款后，货物所有权转移至买方。'),
    ('a6d1a42d-e1c2-5ca1-9b32-0f0aeee73fd0', '7e7b1bba-f5cd-5315-8250-cd55c135c558', 7, 1, '检验与验收', '买方应在收货后十个工作日内完成检验；发现外观瑕疵或数量不足的，应书面通知卖方。逾期未提出异议的，视为验收合格。'),
    ('60b4575f-1832-5ec6-8206-60649c944472', '7e7b1bba-f5cd-5315-8250-cd55c135c558', 8, 1, '质量保证', '质量保证期为验收合格之日起十二个月，卖方保证货物符合约定规格且不存在材料及工艺缺陷。'),
    ('2a77be35-338a-5f49-b603-a3e876f511c6', '7e7b1bba-f5cd-5315-8250-cd55c135c558', 9, 2, null, '质保期内货物出现质量问题的，卖方应在收到通知后十五个工作日内免费维修或更换；未按期处理的，买方有权退货并要求返还相应价款。'),
    ('359ecc12-390d-5b78-9e18-837b22313895', '7e7b1bba-f5cd-5315-8250-cd55c135c558', 10, 1, '违约责任', '任何一方逾期交货或逾期付款的，每逾期一日，按逾期部分金额的万分之五向对方支付违约金，累计不超过合同总金额的百分之十。'),
    ('478c8af4-0712-5605-89a3-7de16b37650a', '7e7b1bba-f5cd-5315-8250-cd55c135c558', 11, 1, '不可抗力', '因不能预见、不能避免且不能克服的事件致使不能履行的，受影响方在事件持续期间免责，但应在五个工作日内通知对方并提供证明。'),
    ('b0764638-cfc0-5e9a-9a6f-31056e1dd4c5', '7e7b1bba-f5cd-5315-8250-cd55c135c558', 12, 1, '合同解除', '一方严重违约，经对方书面催告后三十日内仍未纠正的，守约方有权书面通知解除本合同。'),
    ('fd5aa8d8-5464-5c0d-a7fb-c9378a373e90', '7e7b1bba-f5cd-5315-8250-cd55c135c558', 13, 1, '争议解决', '因本合同产生的争议，双方应先行协商；三十日内协商不成的，任何一方可向被告住所地有管辖权的人民法院提起诉讼。'),
    ('d5685cd4-da52-5b55-a366-c887a17d6867', '7e7b1bba-f5cd-5315-8250-cd55c135c558', 14, 1, '其他', '本合同的变更须经双方书面签署。本合同自双方签署之日起生效，双方各执一份正本，具有同等效力。');

insert into template (id, type_key, name, locale) values ('9b8d2f75-eb40-5e58-89b3-288d18f6c88a', 'service', 'Services', 'en');
insert into template_clause (id, template_id, position, depth, heading, text) values
    ('f19a086a-ca55-59bb-95c3-a7d894b2a8f3', '9b8d2f75-eb40-5e58-89b3-288d18f6c88a', 0, 1, 'Services', 'The Provider renders the services described in the statement of work attached to this contract, with the care and skill of an experienced professional.'),
    ('4c5abaf4-1cd0-5736-b53f-f96b71229193', '9b8d2f75-eb40-5e58-89b3-288d18f6c88a', 1, 2, null, 'The Provider names a contact person, keeps the agreed schedule and reports on progress once a month.'),
    ('57eca9b5-547b-5fee-a63a-7f80b8f0fbe6', '9b8d2f75-eb40-5e58-89b3-288d18f6c88a', 2, 2, null, 'The Customer supplies in time the information, access and decisions that the services depend on.'),
    ('6c6e685f-46cf-5447-a496-fb3cf3bc40f6', '9b8d2f75-eb40-5e58-89b3-288d18f6c88a', 3, 1, 'Fees and payment', 'The fee is the contract amount. The Customer pays its instalments as the payment schedule says, each against a proper invoice.'),
    ('9771ccb3-bb04-52cd-b696-80797e6a3069', '9b8d2f75-eb40-5e58-89b3-288d18f6c88a', 4, 1, 'Acceptance', 'When a deliverable is handed over, the Customer tests it against the agreed criteria within ten working days and accepts it in writing or lists its defects. The Provider mends listed defects without charge and hands the deliverable over again.'),
    ('4b7ef5f2-4d82-5cd4-9e97-651c79349e49', '9b8d2f75-eb40-5e58-89b3-288d18f6c88a', 5, 1, 'Changes', 'Either party may propose a change of the scope. A change binds only when its effect on time and fee is agreed in writing.'),
    ('f001beda-4784-5ad7-89c1-0626505ecda3', '9b8d2f75-eb40-5e58-89b3-288d18f6c88a', 6, 1, 'Intellectual property', 'Rights in deliverables made for the Customer pass to the Customer when they are paid for. Tools and know-how that the Provider had before stay with it; the Customer may use them as far as the deliverables need them.'),
    ('4242eb47-ca88-5c0d-ad8a-11371dc0c48c', '9b8d2f75-eb40-5e58-89b3-288d18f6c88a', 7, 1, 'Confidentiality', 'Each party keeps what it learns of the other confidential, uses it for this contract only, and lets only those people know who need it and are bound likewise. This duty outlasts the contract by three years.'),
    ('35b53787-6bc0-5039-82c3-8f311ed9dd2b', '9b8d2f75-eb40-5e58-89b3-288d18f6c88a', 8, 1, 'Personal data', 'Where the Provider handles personal data for the Customer, it does so on the Customer’s instructions only and protects them by suitable technical and organisational measures.'),
    ('79fbbf05-2a3a-59f8-be05-6ebae526c01e', '9b8d2f75-eb40-5e58-89b3-288d18f6c88a', 9, 1, 'Liability', 'Each party is liable for damage that it causes by breach of this contract up to the contract amount. The limit does not apply to intent, gross negligence, injury to persons and breach of confidentiality.'),
    ('155254ac-5caf-529e-8f3a-9fb2a2ee41be', '9b8d2f75-eb40-5e58-89b3-288d18f6c88a', 10, 1, 'Term and termination', 'This contract runs for the agreed term. Either party may terminate it by written notice if the other is in material breach and has not put it right within thirty days of being asked to; services rendered until then are paid.'),
    ('1f4b937d-3899-5356-937b-5ce70ce5bece', '9b8d2f75-eb40-5e58-89b3-288d18f6c88a', 11, 1, 'Disputes', 'The parties first try to settle a dispute by talks. Failing that within thirty days, either may bring it before the competent court at the domicile of the defendant.'),
    ('975c01b3-9d63-5eb8-8a93-a0e802250220', '9b8d2f75-eb40-5e58-89b3-288d18f6c88a', 12, 1, 'General', 'Changes need the written form and the signatures of both parties. This contract takes effect when both have signed it.');

insert into template (id, type_key, name, locale) values ('c2990735-b38e-5f11-9b1c-c70fbab7d01d', 'service', '技术服务合同', 'zh-CN');
insert into template_clause (id, template_id, position, depth, heading, text) values
    ('a74cb241-c585-5930-952b-df94ebc21c8f', 'c2990735-b38e-5f11-9b1c-c70fbab7d01d', 0, 1, '服务内容', '服务方按照本合同所附工作说明书提供服务，并尽到专业人员应有的谨慎与勤勉。'),
    ('6f2ea732-b4b4-5aef-b57a-b9f5b9f87c29', 'c2990735-b38e-5f11-9b1c-c70fbab7d01d', 1, 2, null, '服务方应指定项目联系人，按约定进度开展工作，并每月书面报告进展情况。'),
    ('31e9f9d8-1fb7-5440-8bd8-a405eafb5c8d', 'c2990735-b38e-5f11-9b1c-c70fbab7d01d', 2, 2, null, '委托方应及时提供服务所需的资料、场地、权限，并及时作出决定。'),
    ('e53b3ed6-6458-51cc-99ef-721f081f1334', 'c2990735-b38e-5f11-9b1c-c70fbab7d01d', 3, 1, '服务费用与支付', '服务费用为本合同载明的总金额，委托方按收付款计划分期支付，每期付款以收到合法有效的发票为前提。'),
    ('a6011681-6f5f-5bf5-9cf4-c7c36597e0a8', 'c2990735-b38e-5f11-9b1c-c70fbab7d01d', 4, 1, '验收', '服务方提交成果后，委托方应在十个工作日内按约定标准验收，并书面确认合格或列明缺陷。服务方应免费改正所列缺陷并重新提交验收。'),
    ('a1c84002-3cec-5ffe-b6c1-e3f9cfd22857', 'c2990735-b38e-5f11-9b1c-c70fbab7d01d', 5, 1, '变更', '任何一方均可提出服务范围的变更。变更对进度和费用的影响经双方书面确认后，方对双方具有约束力。'),
    ('3d0b013b-5625-534f-a4fe-48cdc0640327', 'c2990735-b38e-5f11-9b1c-c70fbab7d01d', 6, 1, '知识产权', '为委托方完成的成果，其知识产权自委托方付清相应费用时归委托方所有。服务方原有的工具与技术仍归服务方，委托方可在使用成果所必需的范围内使用。'),
    ('f4379931-912f-5b81-af5d-78507831396b', 'c2990735-b38e-5f11-9b1c-c70fbab7d01d', 7, 1, '保密', '双方对因本合同获知的对方信息承担保密义务，仅可用于履行本合同，且仅可向确有必要知悉并承担同等义务的人员披露。保密义务在合同终止后三年内继续有效。'),
    ('a8f77128-71a4-578b-9812-4d61ec32d750', 'c2990735-b38e-5f11-9b1c-c70fbab7d01d', 8, 1, '个人信息保护', '服务方受托处理个人信息的，应仅按委托方的指示处理，并采取适当的技术和管理措施予以保护。'),
    ('e37cb6e5-d4f1-52b5-b111-324fc48609df', 'c2990735-b38e-5f11-9b1c-c70fbab7d01d', 9, 1, '责任限制', '任何一方因违约给对方造成损失的，应予赔偿，赔偿总额以合同总金额为限；故意、重大过失、造成人身损害以及违反保密义务的除外。'),
    ('0716af07-ad0a-545e-b4b4-0075a1fcb633', 'c2990735-b38e-5f11-9b1c-c70fbab7d01d', 10, 1, '期限与解除', '本合同在约定期限内有效。一方严重违约，经书面催告后三十日内仍未纠正的，守约方有权书面通知解除；已完成的服务应据实结算。'),
    ('a187d83b-4f21-51a2-a2ab-5a9a1af5c148', 'c2990735-b38e-5f11-9b1c-c70fbab7d01d', 11, 1, '争议解决', '因本合同产生的争议，双方应先行协商；三十日内协商不成的，任何一方可向被告住所地有管辖权的人民法院提起诉讼。'),
    ('5cdae66a-750e-57bf-8e80-6250e55be1b6', 'c2990735-b38e-5f11-9b1c-c70fbab7d01d', 12, 1, '其他', '本合同的变更须经双方书面签署。本合同自双方签署之日起生效。');

insert into template (id, type_key, name, locale) values ('0cbd1fd3-32ba-54d2-a884-b0538c3da43c', 'nda', 'Mutual confidentiality agreement', 'en');
insert into template_clause (id, template_id, position, depth, heading, text) values
    ('e9a49212-c623-56c9-b347-f297a85eb6f3', '0cbd1fd3-32ba-54d2-a884-b0538c3da43c', 0, 1, 'Purpose', 'The parties want to talk about working together. To do so each may let the other know confidential information, which this agreement protects.'),
    ('2caba7e0-5b18-5211-8e48-6b7a85b12389', '0cbd1fd3-32ba-54d2-a884-b0538c3da43c', 1, 1, 'Confidential information', 'Confidential information is everything that one party makes known to the other for the purpose and that is marked as confidential or is by its nature to be kept so, in whatever form.'),
    ('bc6d64c5-a20b-51b4-ad09-d295ce7d2f69', '0cbd1fd3-32ba-54d2-a884-b0538c3da43c', 2, 1, 'Duties of the recipient', 'The recipient uses confidential information for the purpose only and guards it as carefully as its own, and never less than with reasonable care.'),
    ('a539ab5e-9ecc-5fee-af22-c5a80a1325ce', '0cbd1fd3-32ba-54d2-a884-b0538c3da43c', 3, 2, null, 'It lets only those employees and advisers know who need the information for the purpose and are bound to keep it.'),
    ('febd743b-4a88-584b-ade9-da8939758d62', '0cbd1fd3-32ba-54d2-a884-b0538c3da43c', 4, 2, null, 'It answers for them as for itself.'),
    ('f11b0d12-2d0e-5a8c-b1fd-14960a7c5253', '0cbd1fd3-32ba-54d2-a884-b0538c3da43c', 5, 1, 'Exceptions', 'The duties do not cover what the recipient can show to be public without its fault, to have been known to it before, to have come lawfully from somebody else, or to have been found by itself without using the information.'),
    ('0664ee7a-3c42-572c-b8ef-c89dcfc2f790', '0cbd1fd3-32ba-54d2-a884-b0538c3da43c', 6, 1, 'Disclosure required by law', 'Where a law or an authority demands disclosure, the recipient tells the other party beforehand as far as it may, and discloses no more than it must.'),
    ('48194088-d87a-5852-81cc-4488a53d217e', '0cbd1fd3-32ba-54d2-a884-b0538c3da43c', 7, 1, 'Return', 'On request the recipient returns or destroys the information within fifteen days and confirms this in writing. Copies that backup routines or the law keep stay under this agreement.'),
    ('325d554f-ae4a-5f4c-a959-eb1e90b4c85b', '0cbd1fd3-32ba-54d2-a884-b0538c3da43c', 8, 1, 'No rights granted', 'All rights in the information stay with the party that disclosed it. Nobody is bound to go on with the talks or to conclude another contract.'),
    ('676bbaff-4e70-5c79-b5c5-af25a4a44a7a', '0cbd1fd3-32ba-54d2-a884-b0538c3da43c', 9, 1, 'Breach', 'A party that breaches this agreement makes good the damage. The other may besides ask the court to order that the breach be stopped.'),
    ('20fb80c2-eebc-5d99-9e4b-3e6af145ef49', '0cbd1fd3-32ba-54d2-a884-b0538c3da43c', 10, 1, 'Term', 'This agreement applies from the day both have signed it for the agreed term. The duties of confidentiality go on for three years after it, and for trade secrets as long as they are secret.'),
    ('88fa61bb-0f0a-5f0f-bda0-e63392b05fc3', '0cbd1fd3-32ba-54d2-a884-b0538c3da43c', 11, 1, 'Disputes', 'The parties first try to settle a dispute by talks. Failing that within thirty days, either may bring it before the competent court at the domicile of the defendant.');

insert into template (id, type_key, name, locale) values ('e3febf69-7132-551f-961f-65abaae48066', 'nda', '双方保密协议', 'zh-CN');
insert into template_clause (id, template_id, position, depth, heading, text) values
    ('45d08001-198f-5a41-ab7d-6e52851e8b66', 'e3febf69-7132-551f-961f-65abaae48066', 0, 1, '目的', '双方拟就合作事宜进行洽谈，为此一方可能向另一方披露保密信息，双方订立本协议予以保护。'),
    ('570f77f1-13cb-56cc-8ad0-079dd7908373', 'e3febf69-7132-551f-961f-65abaae48066', 1, 1, '保密信息', '保密信息是指一方为上述目的以任何形式向另一方披露的、已标明保密或依其性质应予保密的全部信息。'),
    ('c8df34fe-4d91-53ab-9f46-9604f2bddcef', 'e3febf69-7132-551f-961f-65abaae48066', 2, 1, '接收方义务', '接收方仅可为上述目的使用保密信息，并以不低于保护自身同类信息且不低于合理程度的谨慎予以保护。'),
    ('4512f307-aa1c-5b8a-8ce4-e7ad44f034c9', 'e3febf69-7132-551f-961f-65abaae48066', 3, 2, null, '接收方仅可向为该目的确有必要知悉并负有保密义务的员工及顾问披露。'),
    ('5900d21c-695b-5509-a239-7d3b270272b0', 'e3febf69-7132-551f-961f-65abaae48066', 4, 2, null, '接收方对上述人员的行为承担责任。'),
    ('208b2e5c-8676-5693-a943-ad1477d3a448', 'e3febf69-7132-551f-961f-65abaae48066', 5, 1, '例外', '接收方能够证明属于下列情形的，不受本协议约束：非因其过错已为公众知悉；披露前已合法知悉；从第三方合法取得；未使用保密信息而独立开发。'),
    ('41a9a575-58c0-5cb9-ac67-7ae6264b0e1c', 'e3febf69-7132-551f-961f-65abaae48066', 6, 1, '依法披露', '法律或主管机关要求披露的，接收方应在允许范围内事先通知披露方，并仅在必要限度内披露。'),
    ('16b1d3f9-5971-5a0c-824b-9fbc2c9fd314', 'e3febf69-7132-551f-961f-65abaae48066', 7, 1, '返还与销毁', '经披露方要求，接收方应在十五日内返还或销毁保密信息并书面确认。因备份或法律规定留存的副本继续受本协议约束。'),
    ('45e5ed28-3891-5ac7-88d8-2afe2db4aa23', 'e3febf69-7132-551f-961f-65abaae48066', 8, 1, '权利保留', '保密信息的全部权利归披露方所有。任何一方均无义务继续洽谈或订立其他合同。'),
    ('b7669ea4-5021-59af-a641-6b5531dfb6ab', 'e3febf69-7132-551f-961f-65abaae48066', 9, 1, '违约责任', '违反本协议的一方应赔偿对方因此遭受的损失，对方并有权请求法院责令停止违约行为。'),
    ('112cde96-5f47-54d2-b61d-a1e3696457b9', 'e3febf69-7132-551f-961f-65abaae48066', 10, 1, '期限', '本协议自双方签署之日起在约定期限内有效。保密义务在期限届满后继续有效三年；属于商业秘密的，持续至其不再构成商业秘密时止。'),
    ('3dce4e90-ebd7-5083-b8a2-34156594b9be', 'e3febf69-7132-551f-961f-65abaae48066', 11, 1, '争议解决', '因本协议产生的争议，双方应先行协商；三十日内协商不成的，任何一方可向被告住所地有管辖权的人民法院提起诉讼。');
