-- Templates in our own words, to begin with; a tenant may have others.

insert into template (id, type_key, name, locale) values ('890ed5cf-a239-52bd-9e7b-d06a26d4c775', 'sales', '产品销售合同（标准）', 'zh-CN');

insert into template_clause (id, template_id, position, depth, heading, text) values
    ('30334b07-6fa4-5c95-ba78-4d044c1ea17b', '890ed5cf-a239-52bd-9e7b-d06a26d4c775', 0, 1, '标的', '卖方按订单附件列明的名称、规格和数量向买方供货。'),
    ('08f7bb1a-eaf2-56d7-8808-96fac2960b48', '890ed5cf-a239-52bd-9e7b-d06a26d4c775', 1, 1, '质量标准', '货物应符合订单列明的技术要求和适用的国家标准。'),
    ('685acd83-9fe8-565a-aa3c-0ac6ff42435b', '890ed5cf-a239-52bd-9e7b-d06a26d4c775', 2, 1, '交付', '卖方在约定的日期前将货物送达买方指定的地点，货物的风险自交付时转移。'),
    ('3d35b2f3-1861-58f6-bb93-f1ab7202ea4f', '890ed5cf-a239-52bd-9e7b-d06a26d4c775', 3, 1, '验收', '买方应在收到货物后七个工作日内验收并书面通知结果，逾期未通知的视为验收合格。'),
    ('1e0228dc-a019-5b97-9378-394abe84f4ea', '890ed5cf-a239-52bd-9e7b-d06a26d4c775', 4, 1, '价款与支付', '价款和各期付款的金额、日期与方式以收付款计划为准。'),
    ('cae54a76-6cf8-5e72-89ea-d0d681b87fee', '890ed5cf-a239-52bd-9e7b-d06a26d4c775', 5, 1, '质量保证', '货物自验收合格之日起享有十二个月质量保证。'),
    ('a6c4e8bc-f97e-573d-a1ef-4f680333f1b8', '890ed5cf-a239-52bd-9e7b-d06a26d4c775', 6, 1, '违约责任', '一方逾期履行的，每逾期一日按逾期部分的万分之五向对方支付违约金。'),
    ('826f8d94-3b79-5fd2-b6f3-7ec53d582f24', '890ed5cf-a239-52bd-9e7b-d06a26d4c775', 7, 1, '保密', '双方对因履行本合同知悉的对方商业信息负有保密义务，期限为合同终止后两年。'),
    ('a48da9ea-279c-517e-be4b-eeb9a6d81b2e', '890ed5cf-a239-52bd-9e7b-d06a26d4c775', 8, 1, '解除', '一方严重违约且在收到书面通知后十五日内未改正的，对方有权解除本合同。'),
    ('eb66ea26-715c-5add-ad18-fac72c98f5b9', '890ed5cf-a239-52bd-9e7b-d06a26d4c775', 9, 1, '争议解决', '因本合同产生的争议先行协商，协商不成的提交卖方所在地人民法院诉讼解决。');

insert into template (id, type_key, name, locale) values ('bffe41b0-febd-57fe-b062-ae08908aeb23', 'sales', 'Product supply (standard)', 'en');

insert into template_clause (id, template_id, position, depth, heading, text) values
    ('00b1a31b-980f-5f8e-b982-bbd76208fd32', 'bffe41b0-febd-57fe-b062-ae08908aeb23', 0, 1, 'Goods', 'The seller supplies the goods named in the order schedule, in the quantity and to the specification stated there.'),
    ('51d166e9-e2de-5b54-a324-fee95af44989', 'bffe41b0-febd-57fe-b062-ae08908aeb23', 1, 1, 'Quality', 'The goods meet the technical requirements of the order and the standards that apply to them by law.'),
    ('251f2356-853f-5c83-8862-ec7229ba8b07', 'bffe41b0-febd-57fe-b062-ae08908aeb23', 2, 1, 'Delivery', 'The seller delivers to the place named in the order by the agreed date. Risk passes on delivery.'),
    ('aef5f808-b10d-5514-b72e-4137ab16b801', 'bffe41b0-febd-57fe-b062-ae08908aeb23', 3, 1, 'Acceptance', 'The buyer inspects within seven working days of delivery and reports the result in writing; silence after that means acceptance.'),
    ('fe7984ed-aa86-5282-b656-81405d09cb61', 'bffe41b0-febd-57fe-b062-ae08908aeb23', 4, 1, 'Price and payment', 'The price and the amount, date and manner of each instalment are those of the payment schedule.'),
    ('1100b3da-ce2f-591b-9b76-7739db6bd741', 'bffe41b0-febd-57fe-b062-ae08908aeb23', 5, 1, 'Warranty', 'The seller warrants the goods for twelve months from acceptance.'),
    ('61e74f81-b6ac-5290-988c-96493cade456', 'bffe41b0-febd-57fe-b062-ae08908aeb23', 6, 1, 'Late performance', 'A party in delay pays 0.05 per cent of the delayed part for each day.'),
    ('a93fe678-f80d-53dc-a574-8db6cb31dd7f', 'bffe41b0-febd-57fe-b062-ae08908aeb23', 7, 1, 'Confidentiality', 'Each party keeps secret what it learns of the other for the term and two years after it.'),
    ('0e4518ed-62a6-58c4-8154-3ad03841842c', 'bffe41b0-febd-57fe-b062-ae08908aeb23', 8, 1, 'Termination', 'A party may terminate if the other commits a serious breach and has not mended it fifteen days after written notice.'),
    ('22acaf39-8b3d-5963-8620-c72f9f4d75ca', 'bffe41b0-febd-57fe-b062-ae08908aeb23', 9, 1, 'Disputes', 'The parties first negotiate. Failing that, the courts at the seller’s seat decide.');

insert into template (id, type_key, name, locale) values ('cf76ec2f-9455-5a61-a8f0-f7ed360f17ba', 'purchase', '设备采购合同（标准）', 'zh-CN');

insert into template_clause (id, template_id, position, depth, heading, text) values
    ('f7f2fdb1-51b5-5863-ad20-9b2b694b7a72', 'cf76ec2f-9455-5a61-a8f0-f7ed360f17ba', 0, 1, '标的', '买方向卖方采购附件列明的设备及随附资料。'),
    ('e43de41d-714a-5654-a17c-a814de3a6d7b', 'cf76ec2f-9455-5a61-a8f0-f7ed360f17ba', 1, 1, '包装与运输', '卖方负责适于长途运输的包装，并承担运至交货地点的费用。'),
    ('c4126206-1abd-5e82-86c4-dc203017693c', 'cf76ec2f-9455-5a61-a8f0-f7ed360f17ba', 2, 1, '安装调试', '卖方在设备到货后十日内完成安装调试并培训买方人员。'),
    ('2eaf93ed-40e5-5f5c-9a91-d8f477eb813a', 'cf76ec2f-9455-5a61-a8f0-f7ed360f17ba', 3, 1, '验收', '设备连续正常运行七日后，双方签署验收单。'),
    ('87d8f0b8-0c85-59cb-a6fb-4c7229bb584f', 'cf76ec2f-9455-5a61-a8f0-f7ed360f17ba', 4, 1, '价款与支付', '价款按收付款计划分期支付，付款前卖方应提供合法发票。'),
    ('3a7cc793-18d6-51b3-9063-f55a591a1db7', 'cf76ec2f-9455-5a61-a8f0-f7ed360f17ba', 5, 1, '质量保证', '质量保证期为验收合格后二十四个月。'),
    ('2d6c4854-6814-5bc6-97a7-62f42ab57c03', 'cf76ec2f-9455-5a61-a8f0-f7ed360f17ba', 6, 1, '违约责任', '逾期交货的，每逾期一日按合同金额的万分之五支付违约金。'),
    ('6fb03c53-a959-56d5-9049-05744aa3180d', 'cf76ec2f-9455-5a61-a8f0-f7ed360f17ba', 7, 1, '争议解决', '因本合同产生的争议协商不成的，由买方所在地人民法院管辖。');

insert into template (id, type_key, name, locale) values ('bf34c263-3f1d-5ff6-a2d8-b88139bb8371', 'purchase', 'Equipment purchase (standard)', 'en');

insert into template_clause (id, template_id, position, depth, heading, text) values
    ('bee6e71a-bcfb-5f45-ae91-ff23d0c3f201', 'bf34c263-3f1d-5ff6-a2d8-b88139bb8371', 0, 1, 'Equipment', 'The buyer purchases the equipment and documents listed in the annex.'),
    ('5f46776b-4c48-532d-b79d-3f4769654a7d', 'bf34c263-3f1d-5ff6-a2d8-b88139bb8371', 1, 1, 'Packing and carriage', 'The seller packs for long carriage and bears the cost to the place of delivery.'),
    ('de63720b-2813-560c-87f9-65c18d45ba79', 'bf34c263-3f1d-5ff6-a2d8-b88139bb8371', 2, 1, 'Installation', 'Within ten days of arrival the seller installs the equipment and trains the buyer’s staff.'),
    ('bfac19c2-2e12-5143-9c78-37029842d966', 'bf34c263-3f1d-5ff6-a2d8-b88139bb8371', 3, 1, 'Acceptance', 'After seven days of uninterrupted running both parties sign the acceptance record.'),
    ('cbec80c4-7f1f-5351-858f-6db382e8ac21', 'bf34c263-3f1d-5ff6-a2d8-b88139bb8371', 4, 1, 'Price and payment', 'The price is paid by the payment schedule against a proper invoice.'),
    ('1057e354-6fc3-59c4-8980-86bc560ff69c', 'bf34c263-3f1d-5ff6-a2d8-b88139bb8371', 5, 1, 'Warranty', 'The warranty runs for twenty-four months from acceptance.'),
    ('3a7d20bd-aa10-5866-ad57-69b87bc0fbf9', 'bf34c263-3f1d-5ff6-a2d8-b88139bb8371', 6, 1, 'Late delivery', 'For each day of delay the seller pays 0.05 per cent of the contract amount.'),
    ('6b3d30f7-e96f-598e-a63b-09e14eb83990', 'bf34c263-3f1d-5ff6-a2d8-b88139bb8371', 7, 1, 'Disputes', 'If talks fail, the courts at the buyer’s seat decide.');

insert into template (id, type_key, name, locale) values ('62ccb735-ff74-536d-a1c9-4b5ae27be3c0', 'service', '技术服务合同（标准）', 'zh-CN');

insert into template_clause (id, template_id, position, depth, heading, text) values
    ('8483a913-63dc-5782-9e32-6d567f09a0fe', '62ccb735-ff74-536d-a1c9-4b5ae27be3c0', 0, 1, '服务内容', '服务方按附件的服务清单向客户提供技术服务。'),
    ('36bf5ad1-be24-5ffd-8904-92aba6072af6', '62ccb735-ff74-536d-a1c9-4b5ae27be3c0', 1, 1, '服务标准', '服务应达到清单列明的响应时间和可用率。'),
    ('38acf71a-8124-5389-9ea9-aeeb45737eea', '62ccb735-ff74-536d-a1c9-4b5ae27be3c0', 2, 1, '人员', '服务方应指派具备相应资质的人员，更换项目负责人须提前十日通知客户。'),
    ('b11ff6d8-6a82-5005-bbd0-4d115fcff085', '62ccb735-ff74-536d-a1c9-4b5ae27be3c0', 3, 1, '客户配合', '客户应及时提供资料、场地和访问权限。'),
    ('331d78cf-95bb-5c7e-8fda-932dd4835ee9', '62ccb735-ff74-536d-a1c9-4b5ae27be3c0', 4, 1, '交付与验收', '每项交付物提交后十个工作日内由客户按验收标准验收。'),
    ('a772542c-51e1-5224-aa28-6538b14af984', '62ccb735-ff74-536d-a1c9-4b5ae27be3c0', 5, 1, '服务费与支付', '服务费按收付款计划支付。'),
    ('28921324-fa0a-571b-b305-c9088370ad3e', '62ccb735-ff74-536d-a1c9-4b5ae27be3c0', 6, 1, '知识产权', '为客户定制的成果归客户所有，服务方原有的技术归服务方所有。'),
    ('9401396a-57ac-50fd-b379-3d4942258fe1', '62ccb735-ff74-536d-a1c9-4b5ae27be3c0', 7, 1, '保密', '双方对因合作知悉的信息保密，期限为合同终止后三年。'),
    ('eb898a10-daf6-5468-b12b-c89d38bd5a84', '62ccb735-ff74-536d-a1c9-4b5ae27be3c0', 8, 1, '违约责任', '服务未达到标准的，服务方应免费补救，并按附件减收当期服务费。'),
    ('a5284868-36a4-5aac-b0ee-d99d507946ad', '62ccb735-ff74-536d-a1c9-4b5ae27be3c0', 9, 1, '争议解决', '因本合同产生的争议协商不成的，提交被告所在地人民法院解决。');

insert into template (id, type_key, name, locale) values ('f6531f48-3d47-5865-8821-ab5deb9d48c5', 'service', 'Technical services (standard)', 'en');

insert into template_clause (id, template_id, position, depth, heading, text) values
    ('57d77cc0-90b4-50b6-9e40-c3033342fd3e', 'f6531f48-3d47-5865-8821-ab5deb9d48c5', 0, 1, 'Services', 'The provider renders the services of the service list in the annex.'),
    ('b6b0c009-ed6a-5e82-83d2-d6556b7a3221', 'f6531f48-3d47-5865-8821-ab5deb9d48c5', 1, 1, 'Service levels', 'The services meet the response times and availability stated in the list.'),
    ('fc261ec4-a7e7-5e33-ac35-2831eab8a5d0', 'f6531f48-3d47-5865-8821-ab5deb9d48c5', 2, 1, 'People', 'The provider assigns qualified people and gives ten days’ notice before it replaces the project lead.'),
    ('13e5104f-b29c-5215-ba1c-a1f9d350a3a7', 'f6531f48-3d47-5865-8821-ab5deb9d48c5', 3, 1, 'Co-operation', 'The customer gives documents, premises and access in good time.'),
    ('2a1a03f9-f8d7-582f-8539-bba7c537c8f6', 'f6531f48-3d47-5865-8821-ab5deb9d48c5', 4, 1, 'Deliverables', 'The customer checks each deliverable against its acceptance criteria within ten working days.'),
    ('d04bc5ea-94e8-5b82-a221-f968389dde2e', 'f6531f48-3d47-5865-8821-ab5deb9d48c5', 5, 1, 'Fees', 'Fees are paid by the payment schedule.'),
    ('12a5cd30-198b-535d-9cb2-7ae13ebce846', 'f6531f48-3d47-5865-8821-ab5deb9d48c5', 6, 1, 'Rights', 'Work made for the customer belongs to the customer; what the provider had before stays the provider’s.'),
    ('8ade1f22-b3a0-51e1-b8a7-66b82a8626a5', 'f6531f48-3d47-5865-8821-ab5deb9d48c5', 7, 1, 'Confidentiality', 'Each party keeps the other’s information secret for the term and three years after it.'),
    ('ca4bd635-1af9-5ed6-ab8d-41819507c21a', 'f6531f48-3d47-5865-8821-ab5deb9d48c5', 8, 1, 'Remedies', 'Where a service level is missed the provider mends it at no charge and the period’s fee is reduced by the annex.'),
    ('7ded10ce-7822-567c-b99a-8b6619f02a36', 'f6531f48-3d47-5865-8821-ab5deb9d48c5', 9, 1, 'Disputes', 'If talks fail, the courts at the defendant’s seat decide.');

insert into template (id, type_key, name, locale) values ('eeb499a3-1705-513f-8b13-34df3a36eb97', 'nda', '双方保密协议（标准）', 'zh-CN');

insert into template_clause (id, template_id, position, depth, heading, text) values
    ('f7774f01-1993-5828-8166-444066c5dc6b', 'eeb499a3-1705-513f-8b13-34df3a36eb97', 0, 1, '保密信息', '保密信息指一方以任何形式向另一方披露的、标明保密或依其性质应当保密的信息。'),
    ('51c4580a-381f-5621-b42c-0f130f24fdfa', 'eeb499a3-1705-513f-8b13-34df3a36eb97', 1, 1, '使用范围', '接收方仅为双方约定的合作目的使用保密信息。'),
    ('120278bd-cabc-589b-807b-c447cc2b6382', 'eeb499a3-1705-513f-8b13-34df3a36eb97', 2, 1, '保密义务', '接收方应以不低于保护自身同类信息的谨慎程度保护保密信息，仅向确有必要知悉的人员披露。'),
    ('075cf649-bfac-5e42-908a-7d57ebaea5d2', 'eeb499a3-1705-513f-8b13-34df3a36eb97', 3, 1, '例外', '已公开、独立开发、合法取得或依法必须披露的信息不受本协议限制。'),
    ('1146b8cf-bcd9-5129-abf8-7d59c05932b7', 'eeb499a3-1705-513f-8b13-34df3a36eb97', 4, 1, '返还与销毁', '披露方要求时，接收方应在十日内返还或销毁保密信息。'),
    ('762c6d66-d220-5801-80b7-0e85b733c3fd', 'eeb499a3-1705-513f-8b13-34df3a36eb97', 5, 1, '期限', '保密义务自签署之日起持续三年。'),
    ('272e2448-f92d-50db-ba3c-e43b92c579a2', 'eeb499a3-1705-513f-8b13-34df3a36eb97', 6, 1, '违约责任', '违反本协议的一方应赔偿对方因此遭受的损失。'),
    ('708c0fb1-a74a-5de6-8b43-398d3a1fd6a2', 'eeb499a3-1705-513f-8b13-34df3a36eb97', 7, 1, '争议解决', '因本协议产生的争议协商不成的，由披露方所在地人民法院管辖。');

insert into template (id, type_key, name, locale) values ('63b6148b-ca3f-548c-889c-2a4735c3cb4f', 'nda', 'Mutual confidentiality (standard)', 'en');

insert into template_clause (id, template_id, position, depth, heading, text) values
    ('0e6c44c1-db69-552c-b415-145a79cafaba', '63b6148b-ca3f-548c-889c-2a4735c3cb4f', 0, 1, 'Confidential information', 'Confidential information is what one party discloses to the other in any form and marks as such, or what must be taken to be so by its nature.'),
    ('fb0c017a-3484-5522-b5c1-d7ce96134e6e', '63b6148b-ca3f-548c-889c-2a4735c3cb4f', 1, 1, 'Purpose', 'The receiver uses it only for the purpose agreed between the parties.'),
    ('070b605f-81e0-5506-9e7f-bfe9cdc0d029', '63b6148b-ca3f-548c-889c-2a4735c3cb4f', 2, 1, 'Care', 'The receiver guards it with no less care than its own and passes it only to those who need to know it.'),
    ('3f17b0f9-a615-5e2d-b3eb-7d8f18e74602', '63b6148b-ca3f-548c-889c-2a4735c3cb4f', 3, 1, 'Exceptions', 'This does not cover what is public, independently developed, lawfully received or must be disclosed by law.'),
    ('1e451c3c-2935-536b-822a-878db1a93d35', '63b6148b-ca3f-548c-889c-2a4735c3cb4f', 4, 1, 'Return', 'On request the receiver returns or destroys it within ten days.'),
    ('28559dc7-630d-5944-95ba-2d1f223cde6b', '63b6148b-ca3f-548c-889c-2a4735c3cb4f', 5, 1, 'Term', 'The duties last three years from signature.'),
    ('a792c7cc-c8d7-5a32-a766-52cd7dc27459', '63b6148b-ca3f-548c-889c-2a4735c3cb4f', 6, 1, 'Liability', 'A party in breach makes good the other’s loss.'),
    ('189077c6-2267-5667-903d-a860794c26e3', '63b6148b-ca3f-548c-889c-2a4735c3cb4f', 7, 1, 'Disputes', 'If talks fail, the courts at the discloser’s seat decide.');
