"""The registries: themes told from headings, indicators told from subjects.

The headings are all those of the five source documents, the negatives are pairs that a careless pattern confuses.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from analysis.errors import RegistryError
from analysis.facts import Measure
from analysis.registries import indicators, themes, units

# theme -> the headings of that theme, one a line; "" are headings that name none.
HEADINGS = {
    "economy": """
        （一）发展态势向上向好
        （一）坚持以重大工程项目为支撑，加快提升城市发展能级
        做大做强城市经济实力
        今年沈阳市经济社会发展主要预期目标
        (一) 全力提升城市发展能级，加快建设东北亚国际化中心城市
        一、2024年国民经济和社会发展计划执行情况
        (二)内需拉动持续发力,投资消费稳步增长
        二、2025年国民经济和社会发展总体思路和主要目标
        三、2025年国民经济和社会发展主要任务
        (一)深入实施重大发展战略,加快提升城市发展能级
        1.建设东北亚国际化中心城市
        2.推动“十四五”收官和谋划“十五五”布局
        3.持续做大经济体量
        14.健全多层次金融服务体系
        (一)坚持扩大内需战略基点,保持经济平稳健康增长
        GDP增速达到8%
        在直达资金管理使用方面
        在稳金融方面
    """,
    "investment": """
        积极扩大有效益的投资
        项目建设有力推进
        有效投资持续扩大
        (二)推进重大项目建设,全力扩大有效投资
        4.谋划一批
        5.签约一批
        6.开工一批
        7.竣工一批
        扩大有效投资
        在稳投资方面
    """,
    "consumption": """
        着力激活有潜能的消费
        消费需求不断激发
        13.持续扩大消费需求
        促进消费升级
    """,
    "industry": """
        （二）转型发展动能更加强劲
        （二）坚持以科技创新推动产业创新，加快建设沈阳特色现代化产业体系
        提升优势产业竞争力
        培育壮大新质生产力
        (二) 因地制宜发展新质生产力，加快构建沈阳特色现代化产业体系
        着力壮大重点产业链
        着力推动传统产业焕新
        着力促进新兴产业跃升
        着力强化未来产业布局
        (一)产业结构调整步伐加快,动能转换深入推进
        工业经济转型持续深化
        服务业发展提质升级
        (三)大力发展新质生产力,建设国家先进制造中心
        8.发展壮大产业集群
        9.改造提升传统产业
        10.培育壮大新兴产业
        11.布局建设未来产业
        12.大力发展数字经济
        (四)构建优质高效服务业新体系,打造国际化现代服务业中心
        15.提升交通运输业质效
        17.开拓发展新兴服务业
        结构调整步伐加快
        (一)动能转换不断加快
        (二)深化供给侧结构性改革,促进产业结构优化升级
        加快推进数字沈阳建设
        推动现代服务业提质增效
        围绕“在产业转型上实现新突破”
        在促进工业稳增长方面
        在推进质量强国建设方面
        在培育发展战略新兴产业方面
        在信息产业发展方面
        在老工业基地调整改造方面
    """,
    "innovation": """
        增强科技创新驱动力
        (三) 坚持创新驱动发展，加快推进高水平科技自立自强
        打造高水平创新高地
        强化高层次人才支撑
        (三)“四位一体”统筹发展,科技创新成效明显
        创新空间拓展提升
        创新平台加快建设
        创新生态加快优化
        创新人才有效集聚
        (五)全力推进高水平科技自立自强,创建国际性科技创新中心
        18.做优科创空间
        19.建强创新平台
        20.营造创新生态
        21.引育创新人才
        发展动力更加强劲
        (二)创新能力明显提升
        (三)加快建设创新沈阳,打造新兴产业策源地
        完善科技创新体系
        强化创新主体地位
        构建协同创新机制
        优化创新创业生态
        高新技术企业达到4500家
        围绕“在加快创新驱动上实现新突破”
        在实施创新驱动发展战略方面
        在推动创业创新方面
    """,
    "reform": """
        （三）振兴发展活力持续增强
        （三）坚持以优化营商环境为基础，加快深化改革扩大开放
        打造营商环境“升级版”
        持续深化重点领域改革
        (四) 充分发挥经济体制改革牵引作用，加快推动标志性改革举措落地见效
        持续推进营商环境优化提升
        持续增强各类经营主体活力
        持续推进重点领域改革突破
        (四)重点领域改革走深走实,体制机制进一步完善
        营商环境持续提升
        民营经济加快壮大
        国资国企改革深入实施
        要素市场化改革扎实推进
        (六)发挥经济体制改革牵引作用,进一步深化重点领域和关键环节改革
        22.持续建设国家营商环境标杆城市
        23.深化国资国企改革
        24.促进民营经济发展壮大
        25.统筹推进重点领域改革
        (三)重点改革深入推进
        (四)深化重点领域改革,全面塑造发展新优势
        持续优化营商环境
        深化国资国企改革
        推进要素市场化改革
        促进民营经济发展
        95%高频便民服事项“掌上办”
        围绕“在全面深化改革上实现新突破”
        在企业便利化方面
    """,
    "opening": """
        扩大高水平对外开放
        不断提升区域合作水平
        (五) 着力提升开放合作水平，加快打造对外开放新前沿
        构筑立体化开放通道
        建设高能级开放平台
        扩大高水平经贸合作
        (五)对外开放水平不断提高,区域合作持续深化
        对外经贸合作提质增效
        开放平台通道加快拓展
        区域合作深入推进
        (七)加快发展开放型经济,构筑东北亚开放合作新高地
        26.加快开放平台通道建设
        27.持续提升对外经贸活力
        28.深化区域开放合作
        开放格局持续拓展
        (四)对外开放持续扩大
        (五)加快沈阳现代化都市圈建设,着力构建对外开放新前沿
        建设沈阳现代化都市圈
        拓展开放平台功能
        畅通开放通道
        扩大对外经贸
        深化区域合作
        引进京沈合作项目40个
        围绕“在扩大对外开放上实现新突破”
        在稳外贸方面
    """,
    "city": """
        （四）城乡环境面貌焕然一新
        加快提升城市综合承载力
        不断增强城市辐射带动力
        （五）坚持统筹规划建设管理，加快城市功能品质提档升级
        优化城市空间格局
        完善城市交通体系
        推进城市有机更新
        提升精细化管理水平
        (六)城市品质全面提升,城乡面貌日益改善
        城市更新取得新成效
        精细化管理不断深化
        16.推动房地产市场加快回暖
        (八)全方位提升枢纽辐射能力,构建国际化现代综合枢纽
        29.打造国际性综合交通枢纽
        30.完善便捷高效的物流枢纽
        31.构建高效畅通的信息枢纽
        (九)推进高品质城市建设,打造现代化生态化国际化大都市
        32.强化规划统筹引领
        33.扎实推进城市更新
        34.提升城市精细化管理水平
        (五)城市品质加快提升
        (六)提升城市品质能级,打造现代化生态化国际化大都市
        持续优化城市空间
        加快重大基础设施建设
        建设数字城市运行管理中心
        新建5G基站1.2万个 完成475个老旧小区改造
        围绕“在提升城市品质及现代化都市圈建设上实现新突破”
        在公路水路交通建设方面
        在水利建设方面
        在城镇老旧小区、棚户区改造方面
    """,
    "rural": """
        （五）乡村振兴取得新进展
        （七）坚持以发展现代化大农业为主攻方向，加快推进农业农村现代化
        坚决扛牢维护粮食安全重任
        加快建设食品工业大市
        打造宜居宜业和美乡村
        深化农村重点领域改革
        攻坚县域经济发展短板
        建设宜居宜业和美乡村
        发展壮大县域经济
        农业生产平稳增长
        县域经济持续壮大
        (十)大力实施乡村振兴战略,补齐县域经济发展短板
        36.着力稳定农业生产
        37.大力发展食品产业
        38.打造宜居宜业和美乡村
        39.持续深化农村改革
        40.推动县域经济提速发展
        (六)乡村振兴全面推进
        (七)深入实施乡村振兴战略,加快农业农村现代化
        大力发展县域经济
        提升农业现代化水平
        深化农村综合改革
        扎实推进乡村建设
        创建美丽庭院2700个 美丽田园20个
        围绕“在推进乡村振兴上实现新突破”
        在耕地保护方面
        在高标准农田建设方面
        在促进乡村振兴方面
        在脱贫攻坚方面
    """,
    "ecology": """
        （六）坚持绿色低碳发展，加快建设人与自然和谐共生的美丽沈阳
        积极稳妥推进“双碳”工作
        深入开展污染防治攻坚
        持续构筑生态安全屏障
        (八) 牢固树立和践行“两山”理念，加快建设人与自然和谐共生的美丽沈阳
        全面推动发展方式绿色转型
        深入打好蓝天、碧水、净土保卫战
        持续加强生态环境保护和修复
        生态环境稳中提质
        35.加强生态文明建设
        生态环境明显改善
        (八)高标准推进生态环境建设,展现美丽盛京更高颜值
        推动绿色低碳发展
        打好污染防治攻坚战
        加强生态环境保护与修复
        单位GDP二氧化碳排放 降低4.1%
        围绕“在绿色低碳发展上实现新突破”
        在生态文明体制改革方面
        在河湖、林长制落实方面
    """,
    "culture": """
        （四）坚持文体旅融合发展，加快塑造城市发展新优势
        着力提升城市文化魅力
        着力打造体育名城
        着力建设旅游热点城市
        (十一)全面厚植文化底蕴,建设区域性文化创意中心
        41.推动文化设施提档升级
        42.加快文化创意产业发展
        43.深入推动文体旅融合发展
        深入推进以文化城
        打造一批城市文化IP
        围绕“在文明创建和文化建设上实现新突破”
        在文化旅游产业发展方面
    """,
    "livelihood": """
        （七）人民生活水平稳步提升
        （九）坚持在发展中保障改善民生，加快建设有爱有善有暖有伴的幸福之城
        千方百计促进就业
        办好人民满意教育
        提高全民健康水平
        提升养老服务品质
        织密扎牢社会保障网
        建设高质量教育体系
        (九) 切实保障和改善民生，进一步提高人民群众生活品质
        统筹抓好就业创业工作
        统筹抓好健康服务工作
        统筹抓好“一老一小”工作
        统筹抓好保障和关爱工作
        (七)民生福祉不断增进,社会事业全面发展
        民生投入持续加强
        就业形势总体稳定
        民生保障扎实有力
        社会事业持续发展
        (十二)着力改善民生福祉,确保社会大局安全稳定
        44.强化就业优先政策
        45.加快建设教育强市
        46.优化医疗卫生服务
        47.统筹抓好“一老一小”服务
        48.加大社会保障力度
        民生福祉显著提升
        (七)人民生活显著改善
        (九)优化公共服务供给,加快提升人民生活品质
        促进更高质量就业
        提升卫生健康服务水平
        完善养老服务体系
        加大社会保障力度
        启动105所中小学(幼儿园) 建设项目
        围绕“在民生保障及改善上实现新突破”
    """,
    "safety": """
        （六）社会大局保持和谐稳定
        （八）坚持统筹发展和安全，加快推进城市安全治理体系现代化
        提升重大风险防范化解能力
        提高公共安全治理水平
        抓好社会治理创新
        (十) 更好统筹发展和安全，着力建设更高水平的平安沈阳
        防范化解重点领域风险
        持续强化公共安全管理
        加快提升社会治理水平
        重点领域风险化解有序有效
        49.强化基层治理和风险防范
        (八)风险防范更加有力
        防范化解风险
        提升社会治理能力
        全市基层治理大变样
        围绕“在加强基层治理上实现新突破”
    """,
    "government": """
        （十）坚持党的全面领导，加快提升政府工作效能和水平
        加强政治建设
        加强法治建设
        加强作风建设
        加强廉政建设
        (十)加强政府自身建设,奋进担当展现新作为
        全面加强政治建设
        全面加强法治建设
        全面加强作风建设
        全面加强廉政建设
    """,
    "": """
        一、2023年工作回顾
        二、2024年重点工作安排
        沈阳市十七届人大四次会议隆重开幕
        今年重点做好十个方面攻坚突破
        加快打造“一高地、一枢纽、四中心”
        沈阳市发展和改革委员会
        沈阳市政府工作报告(2022年1月8日 吕志成)
        ——2022年1月8日在沈阳市第十七届人民代表大会第一次会议上
        一、本届政府工作回顾
        二、今后五年工作的总体要求
        三、2022年重点工作安排
        落实用好政策
        持续做好“三篇大文章”
        全面推进“五工程一管理”
        12个方面实现新突破
        各区县明确目标 三到五年内要实现新突破
    """,
}

HEADLINE = {
    "gdp",
    "general_public_budget_revenue",
    "fixed_asset_investment",
    "retail_sales",
    "industrial_value_added",
    "disposable_income",
    "urban_disposable_income",
    "rural_disposable_income",
    "urban_and_rural_disposable_income",
    "urban_jobs_new",
    "registered_unemployment_rate",
    "surveyed_unemployment_rate",
    "rd_spending",
    "rd_intensity",
    "energy_intensity",
    "foreign_trade",
    "foreign_capital_used",
    "grain_output",
    "consumer_price_index",
    "good_air_days",
    "good_air_ratio",
}

# subject, measure, unit -> id, or None where no indicator or more than one fits
SUBJECTS: list[tuple[str, Measure, str, str | None]] = [
    # one indicator under its names
    ("地区生产总值", "growth", "%", "gdp"),
    ("国内生产总值", "level", "万亿元", "gdp"),
    ("全省生产总值年均增长", "growth", "%", "gdp"),
    ("GDP增速", "growth", "%", "gdp"),
    ("gdp", "growth", "%", "gdp"),
    ("研发（R&D）经费投入强度", "share", "%", "rd_intensity"),
    ("研发(R&D)经费投入强度", "share", "%", "rd_intensity"),
    ("万元地区生产总值能耗下降率", "growth", "%", "energy_intensity"),
    ("亿元以上项目开复工数", "level", "个", "projects_over_100m_started_or_resumed"),
    ("全年开复工亿元以上项目", "level", "个", "projects_over_100m_started_or_resumed"),
    # verbs that say nothing, counters and remarks
    ("完成老旧小区改造", "level", "个", "old_communities_renovated"),
    ("改造老旧小区", "level", "个", "old_communities_renovated"),
    ("新建“口袋公园”", "level", "座", "pocket_parks_built"),
    ("滚动推进智能升级项目", "level", "个", "intelligent_upgrade_projects"),
    ("筹集保障性租赁住房(间)", "level", "万套", "affordable_rental_housing"),
    ("全市新增的城镇就业人数", "level", "万人", "urban_jobs_new"),
    ("吸引高校毕业生来沈留沈", "level", "万", "graduates_attracted"),
    # units of the dimension, and counters that count alike
    ("城镇新增就业", "level", "人", "urban_jobs_new"),
    ("城镇新增就业", "change", "万人", "urban_jobs_new"),
    ("高标准农田建设", "level", "万公顷", "high_standard_farmland_built"),
    ("粮食产量", "level", "万吨", "grain_output"),
    ("引育高层次人才", "level", "名", "high_level_talent"),
    ("科技创新平台", "level", "家", "innovation_platforms"),
    ("旅游收入", "multiple", "", "tourism_revenue"),
    ("森林覆盖率", "change", "个百分点", "forest_coverage"),
    # a name inside another name
    ("县域地区生产总值", "growth", "%", "county_gdp"),
    ("人均地区生产总值", "level", "元", "gdp_per_capita"),
    ("单位地区生产总值能耗", "growth", "%", "energy_intensity"),
    ("单位地区生产总值二氧化碳排放", "growth", "%", "carbon_intensity"),
    ("海洋生产总值", "growth", "%", "marine_gdp"),
    ("工业投资", "growth", "%", "industrial_investment"),
    ("固定资产投资", "growth", "%", "fixed_asset_investment"),
    ("工业投资占固定资产投资比重", "share", "%", "industrial_investment_share"),
    ("高技术产业投资", "growth", "%", "high_tech_industry_investment"),
    ("高技术制造业投资", "growth", "%", "high_tech_manufacturing_investment"),
    ("规模以上工业增加值", "growth", "%", "industrial_value_added"),
    ("工业增加值", "growth", "%", "total_industrial_value_added"),
    ("城镇居民人均可支配收入", "growth", "%", "urban_disposable_income"),
    ("农村居民人均可支配收入", "growth", "%", "rural_disposable_income"),
    ("城镇和农村居民人均可支配收入", "growth", "%", "urban_and_rural_disposable_income"),
    ("居民人均可支配收入", "growth", "%", "disposable_income"),
    # how many there are, and how many came
    ("高新技术企业", "level", "家", "high_tech_enterprises"),
    ("新增高新技术企业", "level", "家", "high_tech_enterprises_new"),
    ("科技型企业", "level", "家", "science_enterprises"),
    ("科技型中小企业", "level", "家", "science_smes"),
    ("新增科技型中小企业", "level", "家", "science_smes_new"),
    ("5G基站", "level", "万个", "base_stations_5g"),
    ("新建5G基站", "level", "个", "base_stations_5g_new"),
    ("高标准农田", "level", "万亩", "high_standard_farmland"),
    ("新建高标准农田", "level", "万亩", "high_standard_farmland_built"),
    ("经营主体", "level", "万户", "market_entities"),
    ("新增经营主体", "level", "万户", "market_entities_new"),
    # different verbs are different works
    ("新建改造口袋公园", "level", "座", "pocket_parks_built_or_renovated"),
    ("改造提升口袋公园", "level", "座", "pocket_parks_renovated"),
    ("新建改造燃气管网", "level", "公里", "gas_pipelines_built_or_renovated"),
    ("改造燃气管网", "level", "公里", "gas_pipelines_renovated"),
    ("亿元以上项目新签约", "level", "个", "projects_over_100m_signed"),
    ("亿元以上项目新落地", "level", "个", "projects_over_100m_landed"),
    ("新开工改造城镇老旧小区", "level", "万个", "old_communities_renovation_started"),
    ("新签约京沈对口合作项目", "level", "个", "paired_projects_signed"),
    ("新签约央地合作项目", "level", "个", "central_local_projects_signed"),
    ("保障性租赁住房", "level", "套", "affordable_rental_housing"),
    ("筹集保障性住房", "level", "套", "affordable_housing"),
    ("竣工投产工业项目", "level", "个", "industrial_projects_completed"),
    ("竣工产业项目", "level", "个", "industry_sector_projects_completed"),
    # days and their share, requests and their unit
    ("空气质量优良天数", "level", "天", "good_air_days"),
    ("空气质量优良天数比例", "share", "%", "good_air_ratio"),
    ("跨境电商交易额", "level", "亿元", "cross_border_ecommerce_value"),
    ("跨境电商交易量", "level", "万单", "cross_border_ecommerce_orders"),
    # a part, a plan or a stock is not the whole, the deed or the flow
    ("经济", "growth", "%", "gdp"),
    ("县域经济", "growth", "%", None),
    ("世界经济", "growth", "%", "world_economy"),
    ("核心发展板块建设", "level", "个", "core_development_areas"),
    ("核心发展板块建设项目", "level", "个", "core_development_area_projects"),
    ("创建和美田园", "level", "个", "beautiful_fields"),
    ("提升和美田园品质", "level", "个", "harmonious_fields_improved"),
    ("筛选出民生实事候选项目", "level", "件", None),
    ("新签约合作项目", "level", "个", None),
    ("工业项目", "level", "个", None),
    ("新认定高层次人才", "level", "人", "high_level_talent_certified"),
    ("壮大重点产业集群", "level", "个", "key_clusters"),
    # nothing of ours
    ("", "level", "个", None),
    ("口袋公园", "level", "座", None),
    ("京沈合作项目", "level", "个", None),
    ("引进京沈合作项目", "level", "个", None),
    ("新落地工业项目", "level", "个", None),
    ("县域地区开复工亿元以上项目", "level", "个", None),
    ("城镇新增就业增长目标占比", "share", "%", None),
    ("地区生产总值占全国比重", "share", "%", None),
    ("地区生产总值增速", "change", "个百分点", None),
    ("基础设施投资(不含电热气水生产和供应)", "growth", "%", None),
    ("社会消费品零售总额、固定资产投资", "growth", "%", None),
    ("生产安全事故起数人数", "growth", "%", None),
    ("老旧小区中央预算内投资支付率", "share", "%", None),
    ("累计培育高新技术企业", "level", "家", None),
    ("粮食总产增量占全国比重", "share", "%", None),
    # the name fits and the unit does not
    ("地区生产总值", "level", "个", None),
    ("地区生产总值", "rank", "位", None),
    ("城镇登记失业率", "growth", "%", None),
    ("单位地区生产总值能耗", "level", "亿元", None),
    ("筹集保障性租赁住房", "level", "万平方米", None),
    ("实际利用外资", "level", "亿元", None),
    ("改造老旧小区", "level", "万户", None),
]

# theme -> subjects of numbers of that theme, those of no indicator among them.
TOPICS = {
    "economy": "农业重点领域贷款余额 普惠小微企业贷款余额 下达转移支付资金 全市经济",
    "investment": "项目竣工 工业项目 举办招商活动 储备重点项目 重点项目总投资",
    "consumption": "争取“以旧换新”政策资金 核心商圈及特色商业街区品质 打造夜经济场景 招引品牌首店",
    "industry": "新能源产业集群规模 北斗产业规模 数据标注企业 数据集规模 人工智能算力 产业生态圈",
    "innovation": "吸引博士落户 攻克技术问题",
    "reform": "境外上市企业",
    "city": "航空客运量 公路客运量 数字城管场景 整治出口路",
    "rural": "创建省级乡村振兴示范带 五大农业优势产业链产值 国家优势特色产业集群 中心镇完成投资",
    "ecology": "优良水体断面 国考断面 危险废物安全处置率 重点建设用地安全利用率 农村煤改洁",
    "culture": "游客总量和花费 接待游客 文体旅活动 举办文化体育活动 艺术节",
    "livelihood": "疫苗接种率 交付“保交楼”项目 剩余保交房任务 筹集配售型保障性住房 药品集中带量采购价格",
    "government": "修改废止政府规章 地方性法规 建议提案",
}

# What stands behind 〔subject〕 in an example: how it is said, the number, its unit.
STATED = re.compile(
    r"""
    [^〔]* 〔(?P<subject>[^〔〕]+)〕
    (?P<verb>\D*?) (?P<number>\d+(?:\.\d+)?) (?P<unit>\D*?) (?:以上|以下|以内|左右)?
    """,
    re.VERBOSE,
)
CHANGE = re.compile(r"增长|上涨|涨幅|增速|下降|降低|减少|提高(?!到)")


def _read(name: str) -> str:
    return (resources.files("analysis") / "data" / name).read_text(encoding="utf-8")


WORDS: dict[str, list[str]] = tomllib.loads(_read("indicators.toml"))["words"]
NORMAL: dict[str, list[str]] = tomllib.loads(_read("indicators.toml"))["normal"]
ALIASES = [(entry, alias) for entry in indicators.load() for alias in entry.aliases]


def _stated(alias: indicators.Alias) -> tuple[str, Measure, str]:
    stated = STATED.fullmatch(alias.example)
    assert stated, alias.example
    measure: Measure = "level"
    if stated["unit"] == "%":
        measure = "growth" if CHANGE.search(stated["verb"]) else "share"
    return stated["subject"], measure, stated["unit"]


def _identify(subject: str, measure: Measure, unit: str) -> str | None:
    return indicators.identify(subject, measure, unit, units.split(unit)[1])


def test_fourteen_themes() -> None:
    """The themes are the fourteen of the design, each with names and keywords."""
    assert [theme.id for theme in themes.load()] == list(HEADINGS)[:-1]
    assert all(theme.zh and theme.en and theme.keywords for theme in themes.load())


@pytest.mark.parametrize(
    ("theme", "heading"),
    [(theme, head.strip()) for theme, heads in HEADINGS.items() for head in heads.strip().split("\n")],
)
def test_headings(theme: str, heading: str) -> None:
    """Every heading of the source documents is recognised as its theme."""
    assert themes.recognise(heading) == theme


@pytest.mark.parametrize(
    ("theme", "subject"), [(theme, subject) for theme, subjects in TOPICS.items() for subject in subjects.split()]
)
def test_topics(theme: str, subject: str) -> None:
    """A number is filed where its reader looks: housing that is delivered is no matter of safety."""
    assert themes.recognise(subject) == theme


@pytest.mark.parametrize("theme", themes.load(), ids=lambda theme: theme.id)
def test_keywords(theme: themes.Theme) -> None:
    """A keyword alone is its theme's: none is hidden by another theme's or set aside."""
    assert {keyword: themes.recognise(keyword) for keyword in theme.keywords} == dict.fromkeys(theme.keywords, theme.id)


def test_ties_are_not_decided() -> None:
    """Two themes named equally, or none, are nobody's; order does not decide."""
    assert (themes.recognise("投资和消费"), themes.recognise("消费和投资"), themes.recognise("")) == ("", "", "")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[theme]", "themes.toml: "),
        ("", "no [[theme]]"),
        ('[[theme]]\nid = "a"', "en, keywords, zh missing"),
        (
            '[[theme]]\nid="a"\nzh="甲"\nen="A"\nkeywords=["乙"]\n' * 2,
            "two themes have this id | a: keyword 乙 belongs to a",
        ),
    ],
)
def test_malformed_themes(text: str, fault: str) -> None:
    """A malformed registry of themes is refused with what is wrong."""
    with pytest.raises(RegistryError, match=re.escape(fault)):
        themes.parse(text)


def test_registry() -> None:
    """Names are unique and of their language; the headline targets are exactly these."""
    entries = indicators.load()
    assert len(entries) >= 110
    assert len({entry.zh for entry in entries}) == len({entry.en for entry in entries}) == len(entries)
    assert [entry.id for entry in entries if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", entry.id)] == []
    assert [entry.en for entry in entries if re.search(r"[一-鿿]", entry.en)] == []
    assert {entry.id for entry in entries if entry.headline} == HEADLINE


def test_natural_units() -> None:
    """Every natural unit is one that the units know, or a number without one."""
    unknown = {
        unit for entry in indicators.load() for unit in entry.units.values() if unit and not units.dimension(unit)
    }
    assert unknown == set()


@pytest.mark.parametrize(("entry", "alias"), ALIASES, ids=lambda value: getattr(value, "example", ""))
def test_examples(entry: indicators.Indicator, alias: indicators.Alias) -> None:
    """An example is a subject of its own pattern, of no other indicator, and of the theme it is filed under."""
    subject, measure, unit = _stated(alias)
    spelled = {name.upper() for name in indicators.expand(alias.pattern, WORDS)}
    called = indicators.candidates(subject, measure)
    assert any(re.fullmatch(re.escape(name).replace(r"\?", "."), call) for name in spelled for call in called)
    assert _identify(subject, measure, unit) == entry.id
    assert themes.recognise(subject) == entry.theme


@pytest.mark.parametrize("entry", indicators.load(), ids=lambda entry: entry.id)
def test_patterns_are_needed(entry: indicators.Indicator) -> None:
    """No pattern spells only names that another pattern of its indicator spells too."""
    spelled = [indicators.expand(alias.pattern, WORDS) for alias in entry.aliases]
    for names in spelled:
        others: set[str] = set().union(*(other for other in spelled if other is not names))
        assert not names <= others


@pytest.mark.parametrize(("subject", "measure", "unit", "expected"), SUBJECTS)
def test_subjects(subject: str, measure: Measure, unit: str, expected: str | None) -> None:
    """A subject is its indicator's under every wording, and a false friend's under none."""
    assert _identify(subject, measure, unit) == expected


@pytest.mark.parametrize("word", NORMAL["leads"] + NORMAL["dropped"])
def test_leads_say_nothing(word: str) -> None:
    """What is peeled off in front of a subject changes no indicator."""
    for entry, alias in ALIASES:
        subject, measure, unit = _stated(alias)
        assert _identify(word + subject, measure, unit) == entry.id


@pytest.mark.parametrize("word", NORMAL["tails"])
def test_tails_say_nothing(word: str) -> None:
    """What is peeled off behind a subject changes no indicator."""
    for entry, alias in ALIASES:
        subject, measure, unit = _stated(alias)
        assert _identify(subject + word, measure, unit) == entry.id


@pytest.mark.parametrize("word", NORMAL["counters"])
def test_one_counter_says_nothing(word: str) -> None:
    """A counter behind a subject that has none changes no indicator."""
    for entry, alias in ALIASES:
        subject, measure, unit = _stated(alias)
        if not subject.endswith(tuple(NORMAL["counters"])):
            assert _identify(subject + word, measure, unit) == entry.id


@pytest.mark.parametrize("word", NORMAL["growth_tails"])
def test_growth_tails_say_growth(word: str) -> None:
    """What is peeled off behind a subject that grows makes a level nobody's: 增速 is no amount."""
    for entry, alias in ALIASES:
        subject, measure, unit = _stated(alias)
        assert _identify(subject + word, measure, unit) == (entry.id if measure == "growth" else None)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("[[indicator]]", "[[indicator]"), "indicators.toml: "),
        (("[alike]", "[unlike]"), "no alike in it"),
        (('better = "up"', 'better = "higher"'), "gdp: better is higher, not one of up, down, none"),
        (('theme = "economy"', 'theme = "money"'), "gdp: theme is money, not one of city, "),
        (('level = "亿元"', ""), "gdp: one of level, growth and share says its natural unit"),
        (
            ('level = "亿元"', 'level = "亿元"\nshare = "%"'),
            "gdp: one of level, growth and share says its natural unit",
        ),
        (('en = "Gross', 'english = "Gross'), "gdp: en is missing | gdp: english is not a field"),
        (('pattern = "GDP"', 'pattern = "(GDP"'), "gdp: pattern (GDP: ( is not closed"),
        (('pattern = "GDP"', 'pattern = "GDP]"'), "gdp: pattern GDP]: ] at 3 closes nothing"),
        (('pattern = "GDP"', 'pattern = "<gross>"'), "gdp: pattern <gross>: <gross> is not under [words]: "),
        (('pattern = "GDP"', 'pattern = "的GDP"'), "gdp: pattern 的GDP: no subject is ever '的GDP'"),
        (
            ('pattern = "GDP"', 'pattern = "社会消费品零售总额"'),
            "社会消费品零售总额 in %, 亿元, 亿元, 倍 is gdp and retail_sales",
        ),
    ],
)
def test_malformed_indicators(change: tuple[str, str], fault: str) -> None:
    """A malformed registry of indicators is refused with the entry and what would be right."""
    with pytest.raises(RegistryError, match=re.escape(fault)):
        indicators.parse(_read("indicators.toml").replace(*change, 1))
