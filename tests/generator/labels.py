"""The printed labels of the three report formats, in order, with the keys used in the truth files."""

T3_COLUMNS = [
    ("natural_person", "自然人"), ("enterprise", "商业企业"), ("research", "科研机构"),
    ("welfare_org", "社会公益组织"), ("legal_service", "法律服务机构"), ("other_org", "其他"),
    ("total", "总计"),
]
T3_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

_RESULT = "三、本年度办理结果"
_REFUSED = ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益",
            "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项"]
_UNABLE = ["1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"]
_NOT_PROCESSED = ["1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请",
                  "5.要求行政机关确认或重新出具已获取信息"]
_CLOSED = ["1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
           "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他"]

_REFUSED_KEYS = ["state_secret", "law_ban", "safety", "third_party", "internal", "process", "enforcement_file",
                 "admin_query"]
_UNABLE_KEYS = ["not_held", "needs_making", "still_unclear"]
_NOT_PROCESSED_KEYS = ["petition", "repeat", "publication", "excessive", "confirm"]
_CLOSED_KEYS = ["no_correction", "no_payment", "other"]


def t3_rows(report_format):
    """[(key, (label, sub-label, …))] of table 3, from 本年新收 to 结转下年度."""
    rows = [("received", ("一、本年新收政府信息公开申请数量",)),
            ("carried_in", ("二、上年结转政府信息公开申请数量",)),
            ("granted", (_RESULT, "（一）予以公开")),
            ("partial", (_RESULT, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"))]

    def group(prefix, title, keys, labels):
        rows.extend((f"{prefix}_{key}", (_RESULT, title, label)) for key, label in zip(keys, labels))

    group("refused", "（三）不予公开", _REFUSED_KEYS, _REFUSED)
    group("unable", "（四）无法提供", _UNABLE_KEYS, _UNABLE)
    group("not_processed", "（五）不予处理", _NOT_PROCESSED_KEYS, _NOT_PROCESSED)
    if report_format == "F2019":
        rows.append(("closed", (_RESULT, "（六）其他处理")))
    else:
        group("closed", "（六）其他处理", _CLOSED_KEYS, _CLOSED)
    rows.append(("total", (_RESULT, "（七）总计")))
    rows.append(("carried_out", ("四、结转下年度继续办理",)))
    return rows


def t3_leaves(report_format):
    """Keys of the result rows that 总计 adds up."""
    return [key for key, path in t3_rows(report_format) if len(path) > 1 and key != "total"]


# Table 2: [(group heading, column labels, [(row label, row key, column keys)])]; a column key None = a bare number.
_MADE = ["本年制发件数", "本年废止件数", "现行有效件数"]
_MADE_KEYS = ["made", "repealed", "valid"]
_NEW = ["本年新制作数量", "本年新公开数量", "对外公开总数量"]
_NEW_KEYS = ["made", "disclosed", "disclosed_total"]
_ITEMS = ["上一年项目数量", "本年增/减", "处理决定数量"]
_ITEMS_KEYS = ["previous_items", "change", "decisions"]
T2_GROUPS = {
    "F2021": [
        ("第二十条第（一）项", _MADE, [("规章", "admin_rule", _MADE_KEYS),
                                ("行政规范性文件", "normative_doc", _MADE_KEYS)]),
        ("第二十条第（五）项", ["本年处理决定数量"], [("行政许可", "licence", [None])]),
        ("第二十条第（六）项", ["本年处理决定数量"], [("行政处罚", "penalty", [None]), ("行政强制", "compulsion", [None])]),
        ("第二十条第（八）项", ["本年收费金额（单位：万元）"], [("行政事业性收费", "admin_fee_wan", [None])]),
    ],
    "F2019": [
        ("第二十条第（一）项", _NEW, [("规章", "admin_rule", _NEW_KEYS), ("规范性文件", "normative_doc", _NEW_KEYS)]),
        ("第二十条第（五）项", _ITEMS, [("行政许可", "licence", _ITEMS_KEYS),
                                 ("其他对外管理服务事项", "other_service", _ITEMS_KEYS)]),
        ("第二十条第（六）项", _ITEMS, [("行政处罚", "penalty", _ITEMS_KEYS), ("行政强制", "compulsion", _ITEMS_KEYS)]),
        ("第二十条第（八）项", ["上一年项目数量", "本年增/减"],
         [("行政事业性收费", "admin_fee", ["previous_items", "change"])]),
        ("第二十条第（九）项", ["采购项目数量", "采购总金额"],
         [("政府集中采购", "procurement", ["projects", "amount_yuan"])]),
    ],
}

T4_GROUPS = [("reconsideration", "行政复议"), ("suit_direct", "未经复议直接起诉"), ("suit_after_review", "复议后起诉")]
T4_COLUMNS = [("upheld", "结果维持"), ("corrected", "结果纠正"), ("other", "其他结果"), ("pending", "尚未审结"),
              ("total", "总计")]

# The statistics table of 2014–2018: (indent, label, unit, key); key None = a heading row.
STATS_ROWS = [
    (0, "一、主动公开情况", None, None),
    (1, "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "proactive_total"),
    (2, "其中：主动公开规范性文件数", "条", "proactive_normative"),
    (3, "制发规范性文件总数", "件", "normative_issued"),
    (1, "（二）通过不同渠道和方式公开政府信息的情况", None, None),
    (2, "1.政府公报公开政府信息数", "条", "channel_gazette"),
    (2, "2.政府网站公开政府信息数", "条", "channel_website"),
    (2, "3.政务微博公开政府信息数", "条", "channel_weibo"),
    (2, "4.政务微信公开政府信息数", "条", "channel_wechat"),
    (2, "5.其他方式公开政府信息数", "条", "channel_other"),
    (0, "二、回应解读情况", None, None),
    (1, "（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次", "response_hot"),
    (1, "（二）通过不同渠道和方式回应解读的情况", None, None),
    (2, "1.参加或举办新闻发布会总次数", "次", "press_conf"),
    (3, "其中：主要负责同志参加新闻发布会次数", "次", "press_conf_chief"),
    (2, "2.政府网站在线访谈次数", "次", "interview"),
    (3, "其中：主要负责同志参加政府网站在线访谈次数", "次", "interview_chief"),
    (2, "3.政策解读稿件发布数", "篇", "interpretation"),
    (2, "4.微博微信回应事件数", "次", "weibo_response"),
    (2, "5.其他方式回应事件数", "次", "other_response"),
    (0, "三、依申请公开情况", None, None),
    (1, "（一）收到申请数", "件", "received"),
    (2, "1.当面申请数", "件", "received_visit"),
    (2, "2.传真申请数", "件", "received_fax"),
    (2, "3.网络申请数", "件", "received_net"),
    (2, "4.信函申请数", "件", "received_mail"),
    (1, "（二）申请办结数", "件", "closed"),
    (2, "1.按时办结数", "件", "closed_ontime"),
    (2, "2.延期办结数", "件", "closed_extended"),
    (1, "（三）申请答复数", "件", "answered"),
    (2, "1.属于已主动公开范围数", "件", "ans_already"),
    (2, "2.同意公开答复数", "件", "ans_granted"),
    (2, "3.同意部分公开答复数", "件", "ans_partial"),
    (2, "4.不同意公开答复数", "件", "ans_denied"),
    (3, "其中：涉及国家秘密", "件", "denied_secret"),
    (3, "涉及商业秘密", "件", "denied_commercial"),
    (3, "涉及个人隐私", "件", "denied_privacy"),
    (3, "危及国家安全、公共安全、经济安全和社会稳定", "件", "denied_stability"),
    (3, "不是《条例》所指政府信息", "件", "denied_not_info"),
    (3, "法律法规规定的其他情形", "件", "denied_law_other"),
    (2, "5.不属于本行政机关公开数", "件", "ans_not_ours"),
    (2, "6.申请信息不存在数", "件", "ans_nonexistent"),
    (2, "7.告知作出更改补充数", "件", "ans_amend"),
    (2, "8.告知通过其他途径办理数", "件", "ans_other_way"),
    (0, "四、行政复议数量", "件", "review"),
    (1, "（一）维持具体行政行为数", "件", "review_upheld"),
    (1, "（二）被依法纠错数", "件", "review_corrected"),
    (1, "（三）其他情形数", "件", "review_other"),
    (0, "五、行政诉讼数量", "件", "suit"),
    (1, "（一）维持具体行政行为或者驳回原告诉讼请求数", "件", "suit_upheld"),
    (1, "（二）被依法纠错数", "件", "suit_corrected"),
    (1, "（三）其他情形数", "件", "suit_other"),
    (0, "六、举报投诉数量", "件", "complaints"),
    (0, "七、依申请公开信息收取的费用", "万元", "fee_wan"),
    (0, "八、机构建设和保障经费情况", None, None),
    (1, "（一）政府信息公开工作专门机构数", "个", "offices"),
    (1, "（二）设置政府信息公开查阅点数", "个", "reading_points"),
    (1, "（三）从事政府信息公开工作人员数", "人", "staff"),
    (2, "1.专职人员数（不包括政府公报及政府网站工作人员数）", "人", "staff_full"),
    (2, "2.兼职人员数", "人", "staff_part"),
    (1, "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）", "万元", "budget_wan"),
    (0, "九、政府信息公开会议和培训情况", None, None),
    (1, "（一）召开政府信息公开工作会议或专题会议数", "次", "meetings"),
    (1, "（二）举办各类培训班数", "次", "trainings"),
    (1, "（三）接受培训人员数", "人次", "trainees"),
]

# Which rows of the statistics table add up to which.
STATS_SUMS = {
    "received": ["received_visit", "received_fax", "received_net", "received_mail"],
    "closed": ["closed_ontime", "closed_extended"],
    "answered": ["ans_already", "ans_granted", "ans_partial", "ans_denied", "ans_not_ours", "ans_nonexistent",
                 "ans_amend", "ans_other_way"],
    "ans_denied": ["denied_secret", "denied_commercial", "denied_privacy", "denied_stability", "denied_not_info",
                   "denied_law_other"],
    "review": ["review_upheld", "review_corrected", "review_other"],
    "suit": ["suit_upheld", "suit_corrected", "suit_other"],
}

SECTIONS = {
    1: "总体情况", 2: "主动公开政府信息情况", 3: "收到和处理政府信息公开申请情况",
    4: "政府信息公开行政复议、行政诉讼情况", 5: "存在的主要问题及改进情况", 6: "其他需要报告的事项",
}
HAN = "〇一二三四五六七八九十"
